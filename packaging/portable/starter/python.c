/* python.exe and pythonw.exe of a portable folder: they call Py_Main of the DLL that lies beside them, as the
   official ones do. -DPYTHON_DLL names it; -DWINDOWED makes the one without a console. */
#include <windows.h>
#include <stdio.h>

#define WIDE_(text) L##text
#define WIDE(text) WIDE_(text)
#define LONGEST 32768
#define NO_PYTHON 101

typedef int (*py_main)(int, wchar_t **);

static int run(int count, wchar_t **words) {
  static wchar_t path[LONGEST];
  DWORD length = GetModuleFileNameW(NULL, path, LONGEST);
  while (length > 0 && path[length - 1] != L'\\') length--;
  if (length + wcslen(WIDE(PYTHON_DLL)) + 1 > LONGEST) return NO_PYTHON;
  wcscpy(path + length, WIDE(PYTHON_DLL));

  HMODULE library = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
  py_main start = library ? (py_main)(void *)GetProcAddress(library, "Py_Main") : NULL;
  if (!start) {
    fwprintf(stderr, L"%ls: Windows error %lu\n", path, GetLastError());
    return NO_PYTHON;
  }
  return start(count, words);
}

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE self, HINSTANCE unused, PWSTR line, int show) {
  (void)self, (void)unused, (void)line, (void)show;
  return run(__argc, __wargv);
}
#else
int wmain(int count, wchar_t **words) { return run(count, words); }
#endif

/* python3.dll: nothing of its own, see python3.def. */
#include <windows.h>

BOOL WINAPI DllMain(HINSTANCE self, DWORD reason, LPVOID unused) {
  (void)self, (void)reason, (void)unused;
  return TRUE;
}

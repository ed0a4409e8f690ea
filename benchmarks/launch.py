"""Run a command and say what it took: a process inherits the peak of its parent, so this one is small.

`python benchmarks/launch.py COMMAND ...` prints seconds of CPU and kilobytes at the peak.
"""

import resource
import subprocess
import sys

done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
sys.exit(done.returncode)

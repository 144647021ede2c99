#pragma once

namespace hb::judge {

/// Run by the Python in gdb. One line each, fields separated by tabs:
///   thread <kernel id> · frame <function> <file> <line> · lock <address of the rwlock>
///   guard <address of the mutex> <file> <line>: a std::lock_guard or the like among the frame's variables
inline constexpr char const* waiting_threads_script = R"PYTHON(
import re

GUARD = re.compile(r"\bstd::(lock_guard|unique_lock|scoped_lock|shared_lock)<")
MOST_FRAMES = 64


def mutex_of(guard):
    for field in ("_M_device", "_M_pm"):
        try:
            device = guard[field]
            if device.type.code == gdb.TYPE_CODE_REF:
                return int(device.referenced_value().address)
            return int(device)
        except (gdb.error, RuntimeError):
            pass
    return 0


def show_guards(frame):
    try:
        block = frame.block()
    except RuntimeError:
        return  # code without debug information
    while block is not None:
        for symbol in block:
            if not symbol.is_variable or not GUARD.search(str(symbol.type.strip_typedefs())):
                continue
            try:
                mutex = mutex_of(symbol.value(frame))
            except (gdb.error, RuntimeError):
                continue  # optimised out
            if mutex:
                print("guard\t%x\t%s\t%d" % (mutex, symbol.symtab.fullname(), symbol.line))
        if block.function is not None:
            return
        block = block.superblock


def show_lock(frame):
    for name in ("rwlock", "__rwlock", "this"):
        try:
            print("lock\t%x" % int(frame.read_var(name)))
            return
        except (gdb.error, RuntimeError, ValueError):
            pass


# By kernel id, the main thread's first: in that order they were created, whatever gdb calls them.
process = gdb.selected_inferior().pid
for thread in sorted(gdb.selected_inferior().threads(), key=lambda one: (one.ptid[1] != process, one.ptid[1])):
    thread.switch()
    print("thread\t%d" % thread.ptid[1])
    frame = gdb.newest_frame()
    for _ in range(MOST_FRAMES):
        if frame is None:
            break
        place = frame.find_sal()
        function = re.sub(r"\s+", " ", frame.name() or "")
        print("frame\t%s\t%s\t%d" % (function, place.symtab.fullname() if place.symtab else "", place.line))
        if "rwlock" in function or "shared_mutex" in function:
            show_lock(frame)
        show_guards(frame)
        try:
            frame = frame.older()
        except gdb.error:
            break
)PYTHON";

}  // namespace hb::judge

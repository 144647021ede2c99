#!/usr/bin/env bash
# hb explore: exercises, whole programs, schedules that are run again, and bad input. Usage: explore_test.sh ROOT TREE
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"
hb=$tree/bin/hb
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

run "$hb" explore --help
check "its help has an example" said "./hb explore count_up"
run "$hb" explore
check "without a name it fails" exited_with 2

run "$hb" explore count_up --answers solutions
check "a solution fails in no interleaving" said "No failure in any schedule within the bound."
check "and that is success" exited_with 0

run "$hb" explore count_up --answers kit/atomic_load_then_store
check "an answer that loses updates exits with 1" exited_with 1
check "the interleaving is shown: who loaded what" said "T2 atomic load"
schedule=$(sed -n 's/^  schedule: //p' <<<"$out" | tail -n 1)
check "and a schedule" [ -n "$schedule" ]
run "$hb" explore count_up --answers kit/atomic_load_then_store --schedule "$schedule"
check "which, run again, fails in the same way" exited_with 1
check "as it did" said "main returned 1"

run "$hb" explore count_up --answers kit/atomic_load_then_store --schedule "$schedule" --engine os_threads
check "and so it does on the other engine" exited_with 1
check "which is named" said "engine: os_threads"

run "$hb" explore count_up tally threads=2 per_thread=1 --answers kit/atomic_load_then_store --all
check "--all shows every outcome: the wrong one" said "Actual   total 1"
check "and the right one" said "Actual   total 2"
check "one is forbidden" said "forbidden"
check "the other allowed" said "allowed"
run "$hb" explore count_up --answers kit/shared_counter
check "a race, its consequence and the outcomes fit on a screen" [ "$(grep -vc "^building" <<<"$out")" -le 24 ]
run "$hb" explore count_up --answers kit/atomic_load_then_store --jobs 2
check "two processes find the same" said "$schedule"
check "and fail as one" exited_with 1
run "$hb" explore count_up --answers kit/atomic_load_then_store --json
check "--json prints JSON" said '"ending": "bad exit"'

cp "$root/tests/tools/hb/opposite_locks.cpp" "$scratch/a program.cpp"
run "$hb" explore "$scratch/a program.cpp"
check "a whole program is explored, also one with a space in its name" exited_with 1
check "its deadlock is found" said "deadlock"
check "with who waits for what and holds what" said "waits: lock left, holds right"
check "with as few preemptions as it needs" said "1 preemption)"
run "$hb" explore "$scratch/a program.cpp" --strategy pct --seed 2
check "priorities find it, too, and say so" said "by pct"
run "$hb" explore "$scratch/a program.cpp" --strategy depth_first --preemptions 0
check "a bound that is too small for the bug finds none" exited_with 0

cat >"$scratch/wait.cpp" <<'END'
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <thread>
std::mutex mutex;
std::condition_variable changed;
bool ready = false;
int main() {
    std::thread other{[] {
        std::lock_guard const lock{mutex};
        ready = true;
        changed.notify_one();
    }};
    {
        std::unique_lock lock{mutex};
        if (!ready) changed.wait(lock);
        assert(ready);
    }
    other.join();
}
END
run "$hb" explore "$scratch/wait.cpp"
check "a wait without a loop is right as long as nothing wakes it for no reason" exited_with 0
run "$hb" explore "$scratch/wait.cpp" --spurious 1
check "and fails where that may be" said "ready"
check "in a step that says so" said "woken early"

cat >"$scratch/barrier.cpp" <<'END'
#include <barrier>
#include <thread>
std::barrier barrier{3};
int main() {
    std::thread one{[] { barrier.arrive_and_wait(); }};
    std::thread other{[] { barrier.arrive_and_wait(); }};
    barrier.arrive_and_wait();
    one.join();
    other.join();
}
END
run "$hb" explore "$scratch/barrier.cpp"
check "a barrier for three is explored to the end" said "all schedules within the bound"
check "in six executions: its inside is one step" said "search: 6 executions"

cat >"$scratch/who.cpp" <<'END'
#include <atomic>
#include <cstdio>
#include <thread>
std::atomic<int> last{0};
int main() {
    std::thread one{[] { last = 1; }};
    std::thread other{[] { last = 2; }};
    one.join();
    other.join();
    std::printf("%d\n", last.load());
}
END
run "$hb" explore "$scratch/who.cpp" --allow 1 --allow 2
check "every output that is allowed is success" exited_with 0
run "$hb" explore "$scratch/who.cpp" --allow 1 --all
check "another one is a failure" exited_with 1
check "whose outcome is forbidden" said 'forbidden  "2" wrong output'
check "beside the one that is allowed" said 'allowed    "1"'

cat >"$scratch/long.cpp" <<'END'
#include <atomic>
#include <thread>
std::atomic<int> steps{0};
int main() {
    auto const walk = [] { for (int step = 0; step < 20; ++step) ++steps; };
    std::thread one{walk};
    std::thread other{walk};
    one.join();
    other.join();
}
END
run timeout --signal=INT --kill-after=60 20 "$hb" explore "$scratch/long.cpp" --seconds 0 --executions 1000000000000 --jobs 2
check "an interrupted search says so" said "Interrupted: no failure so far."
check "and what it has seen" said "allowed    completed"

echo 'int main() { return x; }' >"$scratch/broken.cpp"
run "$hb" explore "$scratch/broken.cpp"
check "a program that does not compile is an error" exited_with 2
check "with the compiler's message" said "undeclared identifier"
run "$hb" explore "$scratch/nowhere.cpp"
check "a file that is not there is an error" exited_with 2
run "$hb" explore count_up --schedule "1,2,zebra"
check "a schedule that is none is an error" exited_with 2
check "and the message says where there is one" said "copy what ./hb explore or ./hb play prints"
run "$hb" explore predict_totals --answers solutions
check "an exercise without interleavings asks for a scenario" said "Name a scenario: ./hb explore predict_totals"
run "$hb" explore count_up --answers kit/atomic_load_then_stor
check "an answer that is not there is an error that names the nearest" said "kit/atomic_load_then_store"
check "and bad input" exited_with 2
run "$hb" explore count_up --strategy guess
check "an unknown strategy is an error" exited_with 2
run "$hb" explore count_up --engine guess
check "an unknown engine is an error" exited_with 2

finish

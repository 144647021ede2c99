#!/usr/bin/env bash
# hb play: a program is broken by hand, by moves and by keys; what cannot be moved is said. Usage: play_test.sh ROOT TREE
set -u
root=$1
tree=$2
. "$root/tests/shell_test.sh"
hb=$tree/bin/hb
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cat >"$scratch/lost.cpp" <<'END'
#include <cassert>
#include <thread>
int total = 0;
int main() {
    std::thread one{[] { ++total; }};
    std::thread other{[] { ++total; }};
    one.join();
    other.join();
    assert(total == 2);
}
END
run "$hb" play --help
check "its help has an example" said "./hb play count_up"

run "$hb" play "$scratch/lost.cpp" --moves 1
check "a thread goes as far as its next step that others can notice" said "T1 read total = 0"
check "what each would do next is shown: the one" said "1  T1 write total"
check "the other" said "2  T2 read total"
check "with the source line" said "lost.cpp:6  std::thread other{[] { ++total; }};"
check "and who waits" said "T0 waits: join thread 1"
check "no win yet" exited_with 1

run "$hb" play "$scratch/lost.cpp" --moves 1,2,2
check "read, read, write, write loses an update" said "T1 write total: 1 -> 1"
check "that is a win" said "You broke it: assertion"
check "and success" exited_with 0
check "which is checked" said "Run again 100 times: it ends so 100 times."
schedule=$(sed -n 's/^schedule: //p' <<<"$out")
check "there is a schedule to share" [ -n "$schedule" ]
run "$hb" play "$scratch/lost.cpp" --schedule "$schedule" --moves u,2
check "a friend can begin where it ends, and go back" said "You broke it: assertion"

cd "$scratch" || exit 1
run "$hb" play lost.cpp --moves 1,2,2,s
check "it can be saved, and where is said" said "--schedule lost.schedule"
run "$hb" play lost.cpp --schedule lost.schedule --moves u,2
check "the file is a schedule as the text is" said "You broke it: assertion"
run "$hb" explore lost.cpp --schedule lost.schedule
check "which explore runs again, too" said "total == 2"
check "and it fails" exited_with 1
run "$hb" play lost.cpp --moves 1,1,0,s
check "an older file is left alone" said "--schedule lost.2.schedule"
echo nothing >lost.3.schedule
run "$hb" play lost.cpp --schedule lost.3.schedule --moves 1
check "a file that holds none is an error" said "lost.3.schedule holds no schedule."

run "$hb" play "$scratch/lost.cpp" --moves 1,1,0
check "one after the other comes out right" said "It came out right."
check "and is no win" exited_with 1
run "$hb" play "$scratch/lost.cpp" --moves 1,2,r,2
check "r begins anew" said "T2 read total = 0"
check "and what was before is gone" [ "$(grep -c 'T1 read' <<<"$out")" = 1 ]   # what it would do next

run "$hb" play "$scratch/lost.cpp" --moves 1,0
check "a thread that waits cannot go" said 'Move 2 ("0") is not possible there.'
check "and that is bad input" exited_with 2
run "$hb" play "$scratch/lost.cpp" --moves 1,two
check "a word is no move" said 'Move 2 ("two") is none.'
run "$hb" play "$scratch/lost.cpp" --moves u
check "there is nothing before the beginning" said "goes back before the beginning"
run "$hb" play "$scratch/lost.cpp" --schedule "zebra" --moves 1
check "a schedule that is none is an error" said '"zebra" is no schedule.'
run "$hb" play "$scratch/lost.cpp" </dev/null
check "without a terminal it asks for moves" said "--moves"
check "and that is bad input, too" exited_with 2

cp "$root/tests/tools/hb/opposite_locks.cpp" "$scratch/opposite.cpp"
run "$hb" play "$scratch/opposite.cpp" --moves 0
check "locks that are held are shown" said "T0 lock right   holds left"
run "$hb" play "$scratch/opposite.cpp" --moves 0,1
check "a deadlock is a win" said "You broke it: deadlock"

run "$hb" play transfer --answers kit/giving_account_first --moves 1,2
check "an exercise's answer is played" said "You broke it: deadlock"
run "$hb" play count_up tally threads=2 per_thread=1 --answers kit/atomic_load_then_store --moves 1,2,1,0
check "a wrong value is a win, and said" said "a value is wrong: expected total 2, actual total 1"
run "$hb" play count_up tally threads=2 per_thread=1 --answers kit/atomic_load_then_store --moves 1
check "until then the goal is said, with the value" said "The goal: total other than 2, or a deadlock or a crash."

cat >"$scratch/many.cpp" <<'END'
#include <atomic>
#include <cassert>
#include <thread>
#include <vector>
std::atomic<int> last{0};
int main() {
    std::vector<std::thread> all;
    for (int number = 1; number <= 12; ++number) all.emplace_back([number] { last = number; });
    for (auto& thread : all) thread.join();
    assert(last == 12);
}
END
cat >"$scratch/message.cpp" <<'END'
#include <atomic>
#include <cassert>
#include <thread>
std::atomic<int> data{0};
std::atomic<int> sent{0};
int main() {
    std::thread writer{[] { data.store(1, std::memory_order_relaxed); sent.store(1, std::memory_order_relaxed); }};
    if (sent.load(std::memory_order_relaxed) == 1) assert(data.load(std::memory_order_relaxed) == 1);
    writer.join();
}
END
run "$hb" play "$scratch/message.cpp" --schedule w: --moves 1,1
check "under weak memory it is asked which value is read" said "Which value does it read? 0: the last one;"
run "$hb" play "$scratch/message.cpp" --schedule w: --moves 1,1,1
check "and an older one breaks what relied on the order" said "You broke it: assertion"

# ---- keys, on a terminal ----

pressed() { printf '%b' "$1" | timeout 120 script -qec "'$hb' play '$scratch/$2'" /dev/null; }
out=$(pressed 12u92q lost.cpp)
check "the goal is said" said "The goal: a failed assertion, a deadlock or a crash."
check "keys move threads, and a wrong one is said" said "Thread 9 cannot go next."
check "the keys are named" said "u one step back"
check "q ends it" said "T2 write total"
out=$(pressed 122sq lost.cpp)
check "s saves" said "Saved. From here on: --schedule lost.4.schedule"
check "what was played" [ "$(cat lost.4.schedule)" = "$schedule" ]
out=$(pressed '1q' many.cpp)
check "where a thread 10 could be meant a second digit is awaited" said "1_  a second digit, or Enter"
check "and nobody has moved" [ "$(grep -c 'T1 atomic store last: ' <<<"$out")" = 0 ]
out=$(pressed '1\nq' many.cpp)
check "Enter says that it was thread 1" said "T1 atomic store last: "
out=$(pressed '12q' many.cpp)
check "a second digit that it was thread 12" said "T12 atomic store last: "
out=$(pressed '2q' many.cpp)
check "a digit that begins no other number needs neither" said "T2 atomic store last: "

finish

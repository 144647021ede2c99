// Peterson's lock for two threads. It is right with sequentially consistent operations. With release and acquire each
// thread may overlook the other one's wish, and both enter: no order of steps shows that, only an older value does.
#include <array>
#include <atomic>
#include <cassert>
#include <thread>

namespace {

#ifdef HB_ACQUIRE_RELEASE
constexpr auto loaded = std::memory_order_acquire;
constexpr auto stored = std::memory_order_release;
#else
constexpr auto loaded = std::memory_order_seq_cst;
constexpr auto stored = std::memory_order_seq_cst;
#endif

std::array<std::atomic<bool>, 2> wants;
std::atomic<int> turn = 0;
int guarded = 0;

void enter(int own) {
    auto const other = 1 - own;
    wants[static_cast<std::size_t>(own)].store(true, stored);
    turn.store(other, stored);
    while (wants[static_cast<std::size_t>(other)].load(loaded) && turn.load(loaded) == other) {
    }
    ++guarded;
    wants[static_cast<std::size_t>(own)].store(false, stored);
}

}  // namespace

int main() {
    {
        std::jthread const first{enter, 0};
        std::jthread const second{enter, 1};
    }
    assert(guarded == 2);
}

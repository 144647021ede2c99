#include "subject/rendezvous.hpp"

#include <algorithm>

namespace hb::subject {

void Rendezvous::arrive() {
    std::unique_lock lock{mutex_};
    ++here_;
    most_ = std::max(most_, here_);
    if (here_ >= wanted_) open_ = true;
    if (!open_ && !opened_.wait_for(lock, patience_, [this] { return open_; })) open_ = true;
    --here_;
    opened_.notify_all();
}

std::int64_t Rendezvous::most_together() const {
    std::lock_guard const lock{mutex_};
    return most_;
}

}  // namespace hb::subject

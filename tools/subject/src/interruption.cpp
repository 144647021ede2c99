#include "subject/interruption.hpp"

#include "subject/rendezvous.hpp"

namespace hb::subject {

void Interruption::point() {
    if (++points_ != at_) return;
    running_ = std::async(std::launch::async, intruder_);
    running_.wait_for(patience);
}

void Interruption::finish() {
    if (!running_.valid()) running_ = std::async(std::launch::async, intruder_);
    running_.get();
}

}  // namespace hb::subject

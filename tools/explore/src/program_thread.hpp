#pragma once
/// The beginning of a thread of the program.

#include "execution.hpp"

namespace hb::explore {

/// Makes thread `id` ready to run `start(argument)`: its state is all fresh. Its clock is the caller's to set.
Thread& begin_thread(int id, void* (*start)(void*), void* argument);

}  // namespace hb::explore

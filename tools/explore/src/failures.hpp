#pragma once

namespace hb::explore {

/// Once: signals that end an execution, and the watch over executions that do not get on.
void install_failure_handlers();

/// Before each execution.
void begin_failures();

}  // namespace hb::explore

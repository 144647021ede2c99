#pragma once
/// Each execution begins as the first one did: global variables are restored, output is caught.

#include <cstdint>
#include <string>

namespace hb::explore {

/// Once, before the program's first constructor runs: notes where the executable's memory is.
void find_program();

/// Once, before main would run: notes the executable's writable memory as it is then.
void take_snapshot();

/// Before each execution.
void restore_snapshot();

/// Was the function called from the executable, that is, from instrumented code?
[[nodiscard]] bool in_program(std::uintptr_t address);

/// Offset in the executable's file as linked, for the symboliser; and back.
[[nodiscard]] std::uintptr_t program_offset(std::uintptr_t address);
[[nodiscard]] std::uintptr_t program_address(std::uintptr_t offset);

/// From now on the program's standard output goes into a file in memory, and its standard error nowhere.
void catch_output();

/// What the execution printed, up to a limit; and begins again.
void take_output(std::string& output);

}  // namespace hb::explore

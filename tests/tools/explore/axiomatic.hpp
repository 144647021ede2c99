#pragma once
#include <set>
#include <string>

/// All outcomes that C++20 allows a litmus test (programs/litmus.cpp has its text), as the program prints them. By the
/// axioms, over all candidate executions: which store each load reads, and in which order the stores to an object come.
/// Left out, as the explorer leaves them out: executions that no order of steps explains which agrees with program
/// order, with what is read from where, and with the order of stores (load buffering, 2+2W).
[[nodiscard]] std::set<std::string> allowed_outcomes(std::string const& litmus);

#pragma once
#include "grade/assess.hpp"
#include "grade/evidence_store.hpp"

namespace hb::grade {

/// Everything that the verdict on a built answer depends on: the answer, the subject, this judge program, lesson.toml,
/// the texts of scenarios and harness, the toolchain, the machine, the protection in force and, where it was asked for,
/// the seed. The preprocessor, llvm-nm and gdb come with the compiler or only word a message: they have no entry.
[[nodiscard]] Inputs inputs_of(Assessment const& assessment, Kind kind, Fingerprints& fingerprints);

}  // namespace hb::grade

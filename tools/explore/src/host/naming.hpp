#pragma once
#include <filesystem>

#include "report_reader.hpp"

namespace hb::explore {

/// Gives names to all that the reader has read. Called once, at the end. `harness` as in Settings.
void name_all(std::filesystem::path const& program, std::filesystem::path const& harness, ReportReader& reader);

}  // namespace hb::explore

#include "doctor.hpp"

#include <fmt/format.h>

#include "commands.hpp"
#include "context.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

int doctor() {
    int status = all_well;
    for (auto const& finding : examine()) {
        auto word = coloured("ok   ", grade::Result::pass);
        if (finding.health == Finding::Health::worse) word = coloured("note ", grade::Result::inconclusive);
        if (finding.health == Finding::Health::bad) word = coloured("BAD  ", grade::Result::fail);
        constexpr std::size_t seen_column = 27;
        fmt::print("{}", hanging(fmt::format("{} {:<20} ", word, finding.what), seen_column, finding.seen));
        if (!finding.mend.empty()) fmt::print("      mend it: {}\n", finding.mend);
        if (finding.health == Finding::Health::bad) status = wrong_usage;
    }
    return status;
}

}  // namespace

void add_doctor(CLI::App& app, Action& chosen) {
    auto* command =
        app.add_subcommand("doctor", "Look at this machine: compiler, ThreadSanitizer, limits, editor support");
    command->footer("Example:\n  ./hb doctor");
    command->callback([&chosen] { chosen = doctor; });
}

}  // namespace hb::cli

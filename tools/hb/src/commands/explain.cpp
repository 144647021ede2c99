#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

#include "commands.hpp"
#include "context.hpp"
#include "judge/error.hpp"
#include "terminal.hpp"
#include "tsan/report.hpp"

namespace hb::cli {
namespace {

// Bytes. A report is some 5 KB: more would be tens of thousands of them, and no log that a person wants explained.
constexpr std::size_t longest_log = std::size_t{256} << 20U;

struct ExplainOptions {
    std::vector<std::string> logs;
    std::string folder;  ///< where the sources lie now; empty: where the log says
    bool raw = false;
};

/// Reports that say the same.
struct Group {
    tsan::Report first;
    int count = 0;
};

std::string read_all(std::istream& input, std::string const& name) {
    std::string text;
    std::vector<char> buffer(std::size_t{1} << 16U);
    while (input.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || input.gcount() > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(input.gcount()));
        if (text.size() > longest_log) {
            throw UserError{fmt::format("{} is larger than {} MiB.", name, longest_log >> 20U),
                            "Give me the part with the reports: grep -n ThreadSanitizer finds it."};
        }
    }
    return text;
}

/// The text of a log. Throws UserError if there is none.
std::string read_log(std::string const& name) {
    if (name == "-") return read_all(std::cin, "The standard input");
    std::error_code error;
    if (std::filesystem::is_directory(name, error)) {
        throw UserError{fmt::format("{} is a folder.", name), "Name a file in it."};
    }
    std::ifstream file{name, std::ios::binary};
    if (!file) {
        throw UserError{fmt::format("{} cannot be read.", name),
                        "Name a file with what the program printed: ./program 2>log; ./hb explain log"};
    }
    auto text = read_all(file, name);
    // A log may hold a hole of zeros, where it was truncated while the program still wrote to it.
    auto const zeros = static_cast<std::size_t>(std::ranges::count(text, '\0'));
    bool const is_program = text.starts_with("\177ELF");
    bool const is_text =
        !is_program && (zeros * 100 <= text.size() || text.find("\nWARNING: ThreadSanitizer: ") != std::string::npos);
    if (!is_text) {
        throw UserError{fmt::format("{} is no text.", name),
                        "Name a file with what the program printed, in UTF-8: not the program, not UTF-16."};
    }
    return text;
}

/// Groups in the order of their first reports.
std::vector<Group> grouped(std::vector<tsan::Report> reports, std::string const& folder) {
    std::vector<Group> groups;
    std::map<std::string, std::size_t> known;
    for (auto& report : reports) {
        auto const [at, is_new] = known.try_emplace(tsan::signature(report, folder), groups.size());
        if (is_new) groups.push_back({std::move(report)});
        ++groups[at->second].count;
    }
    return groups;
}

std::string without_controls(std::string_view text) {
    std::string clean;
    for (char const c : text) {
        bool const control = (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
        if (c != '\r') clean += control ? '?' : c;
    }
    if (!clean.ends_with('\n')) clean += '\n';
    return clean;
}

void show(Group const& group, ExplainOptions const& options) {
    if (group.count > 1) fmt::print("{}\n", dim(fmt::format("{} reports like this", group.count)));
    bool const understood = tsan::understood(group.first);
    if (!options.raw || !understood) {
        auto const text = tsan::explain(group.first, {}, options.folder);
        auto const end = text.find('\n');
        fmt::print("{}{}", bold(text.substr(0, end)), text.substr(end));
    }
    if (options.raw || !understood) {
        if (!options.raw) fmt::print("{}\n", dim("It is not understood whole; as it stands in the log:"));
        fmt::print("{}", without_controls(group.first.raw));
    }
    fmt::print("\n");
}

/// "3 reports, 2 different: data race (2), thread leak (1)."
std::string summary(std::vector<Group> const& groups) {
    std::vector<std::pair<std::string, int>> kinds;
    int all = 0;
    for (auto const& group : groups) {
        auto const kind = group.first.heading.empty() ? std::string{"not understood"} : group.first.heading;
        auto const name = without_controls(kind.substr(0, std::min(kind.find(" ("), std::size_t{40})));
        auto const known = std::ranges::find(kinds, name, &std::pair<std::string, int>::first);
        if (known == kinds.end()) {
            kinds.emplace_back(name, group.count);
        } else {
            known->second += group.count;
        }
        all += group.count;
    }
    auto text = fmt::format("{} report{}", all, all == 1 ? "" : "s");
    if (groups.size() != static_cast<std::size_t>(all)) text += fmt::format(", {} different", groups.size());
    char const* before = ": ";
    for (auto const& [name, count] : kinds) {
        text += fmt::format("{}{} ({})", before, std::string_view{name}.substr(0, name.size() - 1), count);
        before = ", ";
    }
    return text + '.';
}

/// True if the log names a source file that is not there.
bool sources_are_missing(std::vector<Group> const& groups) {
    return std::ranges::any_of(groups, [](Group const& group) {
        auto const& accesses = group.first.accesses;
        auto const frame = tsan::frame_in(accesses.empty() ? group.first.stack : accesses.front().stack, "");
        return frame && !std::filesystem::exists(frame->file);
    });
}

int explain_logs(ExplainOptions const& options) {
    if (!options.folder.empty() && !std::filesystem::is_directory(options.folder)) {
        throw UserError{fmt::format("{} is no folder.", options.folder), "--source names the folder of the sources."};
    }
    std::vector<tsan::Report> reports;
    int announced = 0;
    for (auto const& name : options.logs) {
        auto const text = read_log(name);
        announced += tsan::announced(text);
        std::ranges::move(tsan::parse(text), std::back_inserter(reports));
    }
    std::erase_if(reports, tsan::is_noise);
    if (reports.empty()) {
        fmt::print("No report of ThreadSanitizer in {}.\n",
                   options.logs.size() == 1 ? options.logs.front() : fmt::format("{} logs", options.logs.size()));
        if (announced > 0)
            fmt::print("{}", wrapped(fmt::format("But ThreadSanitizer says there that it reported {}: "
                                                 "the reports are elsewhere (log_path?).",
                                                 announced),
                                     0));
        return all_well;
    }
    auto const found = static_cast<int>(reports.size());
    auto const groups = grouped(std::move(reports), options.folder);
    for (auto const& group : groups)
        show(group, options);
    fmt::print("{}", wrapped(summary(groups), 0));
    if (announced > found) {
        fmt::print("{}", wrapped(fmt::format("ThreadSanitizer says that it reported {}: {} are not in the log.",
                                             announced, announced - found),
                                 0));
    }
    if (options.folder.empty() && sources_are_missing(groups)) {
        fmt::print("{}", wrapped("Its sources are not where the log says: --source DIR names their folder.", 0));
    }
    bool const all_understood =
        std::ranges::all_of(groups, [](Group const& group) { return tsan::understood(group.first); });
    return all_understood ? all_well : nothing_decided;
}

}  // namespace

void add_explain(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<ExplainOptions>();
    auto* command = app.add_subcommand("explain", "ThreadSanitizer's reports, of any program, in plain words");
    command->add_option("log", options->logs, "files with what the program printed; - for standard input")->required();
    command->add_flag("--raw", options->raw, "each report as ThreadSanitizer wrote it");
    command->add_option("--source", options->folder, "where the sources lie now, if they have moved");
    command->footer(
        "Examples:\n  clang++ -g -O1 -fsanitize=thread program.cpp -o program\n"
        "  ./program 2>log; ./hb explain log\n  ./program 2>&1 | ./hb explain -\n"
        "  ./hb explain --source ~/project log.1234 log.1235\n\n"
        "Exit status: 0 every report is explained, or there is none; 3 one is shown raw, for it is\n"
        "             not understood or not whole; 2 a log cannot be read.");
    command->callback([options, &chosen] { chosen = [options] { return explain_logs(*options); }; });
}

}  // namespace hb::cli

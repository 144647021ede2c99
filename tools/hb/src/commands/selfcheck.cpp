#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "context.hpp"
#include "judgement.hpp"
#include "selfcheck/checks.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

using selfcheck::Finding;
using selfcheck::Findings;

struct SelfcheckOptions {
    std::string lesson;  ///< as choose_lesson() takes it; empty: all, and the documents
    bool quick = false;
    bool strict = false;
    bool json = false;
};

/// What one lesson, or "documents", was found to be like.
struct Report {
    std::string name;
    bool judged = false;
    Findings findings;
};

selfcheck::Ask with_progress(std::string const& lesson) {
    return [lesson](grade::Answer const& answer, std::vector<grade::Kind> const& kinds) {
        JudgeOptions options;
        for (auto const kind : kinds)
            options.verdicts.emplace_back(name_of(kind));
        show_progress(fmt::format("{}: judging {} of {} ...", lesson, answer.exercise, answer.set));
        auto const result = ask_judge(answer, options, true);
        show_progress("");
        std::vector<grade::Verdict> verdicts;
        for (auto const& verdict : result.at("verdicts"))
            verdicts.push_back(grade::verdict_from_json(verdict));
        return verdicts;
    };
}

bool fails(Finding const& finding, SelfcheckOptions const& options) {
    return options.strict || !finding.note;
}

bool failed(Report const& report, SelfcheckOptions const& options) {
    return std::any_of(report.findings.begin(), report.findings.end(),
                       [&](Finding const& finding) { return fails(finding, options); });
}

Report examine(std::string const& lesson, SelfcheckOptions const& options) {
    auto const root = workspace().root;
    Report report{lesson, false, selfcheck::check_lesson(root, lesson)};
    // Judging takes minutes, and what is not whole would fail again and again.
    report.judged = !options.quick && !failed(report, options);
    if (report.judged) {
        auto verdicts = selfcheck::check_verdicts(selfcheck::load_draft(root, lesson), with_progress(lesson));
        std::move(verdicts.begin(), verdicts.end(), std::back_inserter(report.findings));
    }
    return report;
}

void show(Report const& report, SelfcheckOptions const& options) {
    auto const to_mend = std::count_if(report.findings.begin(), report.findings.end(),
                                       [&](Finding const& finding) { return fails(finding, options); });
    auto const summary = to_mend > 0     ? fmt::format("{} to mend", to_mend)
                         : report.judged ? "everything holds, all verdicts too"
                                         : "everything holds";
    fmt::print("{}: {}\n", bold(report.name), summary);
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
        auto const& finding = report.findings[i];
        auto const line = finding.line == 0 ? std::string{} : fmt::format(":{}", finding.line);
        fmt::print("  {}{}{}\n{}", finding.note ? "note: " : "", finding.file.string(), line, wrapped(finding.what, 6));
        // The same advice for many lines in a row is given once.
        bool const again = i + 1 < report.findings.size() && report.findings[i + 1].mend == finding.mend;
        if (!again) fmt::print("{}", dim(wrapped(finding.mend, 6)));
    }
    if (to_mend > 0 && !options.quick && !report.judged)
        fmt::print("{}", wrapped("The answers are judged when this is mended.", 2));
}

nlohmann::json to_json(std::vector<Report> const& reports, SelfcheckOptions const& options) {
    auto list = nlohmann::json::array();
    for (auto const& report : reports) {
        auto findings = nlohmann::json::array();
        for (auto const& finding : report.findings) {
            findings.push_back({{"file", finding.file.string()},
                                {"line", finding.line},
                                {"what", finding.what},
                                {"mend", finding.mend},
                                {"note", finding.note}});
        }
        list.push_back({{"name", report.name},
                        {"judged", report.judged},
                        {"passes", !failed(report, options)},
                        {"findings", findings}});
    }
    return list;
}

int check_all(SelfcheckOptions const& options) {
    std::vector<Report> reports;
    auto const add = [&](Report report) {
        if (!options.json) show(report, options);
        std::fflush(stdout);
        reports.push_back(std::move(report));
    };
    if (options.lesson.empty()) {
        add({"documents", false, selfcheck::check_documents(workspace().root)});
        for (auto const& lesson : grade::lesson_names(workspace().root))
            add(examine(lesson, options));
    } else {
        add(examine(lesson_named(options.lesson), options));
    }
    if (options.json) {
        fmt::print("{}\n", to_json(reports, options).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    }
    return std::any_of(reports.begin(), reports.end(), [&](Report const& one) { return failed(one, options); })
               ? some_verdict_failed
               : all_well;
}

}  // namespace

void add_selfcheck(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<SelfcheckOptions>();
    auto* command = app.add_subcommand("selfcheck", "Check lessons as their author must: files, texts, every answer");
    command->add_option("lesson", options->lesson, "01_lost_update, or 01; all, and the documents, if left out");
    command->add_flag("--quick", options->quick, "only files and texts: judge no answers");
    command->add_flag("--strict", options->strict, "notes fail, too: changed starters, inconclusive verdicts");
    command->add_flag("--json", options->json, "print what was found as JSON: file, line, what, mend, note");
    command->footer(
        "Exit status: 0 all well; 1 something to mend; 2 bad arguments.\n\n"
        "Examples:\n  ./hb selfcheck --quick\n  ./hb selfcheck 01\n  ./hb selfcheck 01 --quick --strict --json");
    command->callback([options, &chosen] { chosen = [options] { return check_all(*options); }; });
}

}  // namespace hb::cli

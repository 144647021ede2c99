#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "child.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "grade/median_interval.hpp"
#include "judge/error.hpp"
#include "judge/pairs.hpp"
#include "judge/races.hpp"
#include "judgement.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

constexpr char const* lesson_of_the_demo = "01_lost_update";
constexpr char const* losing_schedule = "ABABAB";  // read, read, add, add, write, write
constexpr int speed_pairs = 15;                    // enough for a median to show, few enough for the demo's minute

/// The story's steps, each built from the lesson's own subjects.
class Story {
public:
    Story()
        : lesson_{choose_lesson(lesson_of_the_demo)},
          racy_{lesson_.name, demonstration().exercise, demonstration().answer} {}

    void tell() {
        build_or_throw(grade::Workspace::target(racy_, "plain"));
        build_or_throw(grade::Workspace::target(racy_, "tsan"));
        show_lost_update();
        draw_interleaving();
        explain_report();
        check_repair();
        compare_repairs();
        say_what_next();
    }

private:
    [[nodiscard]] grade::Demonstration const& demonstration() const {
        if (!lesson_.demonstration) {
            throw UserError{"Lesson 01 has no demonstration.",
                            "Restore it: git checkout -- lessons/01_lost_update/lesson.toml"};
        }
        return *lesson_.demonstration;
    }

    void heading(char const* text) {
        fmt::print("\n{}\n", bold(fmt::format("{}. {}", ++step_, text)));
        std::fflush(stdout);
    }

    static void say(std::string_view text) {
        fmt::print("{}", wrapped(text, 3));
        std::fflush(stdout);
    }

    void show_lost_update() {
        heading("An update gets lost");
        say("Two threads count 100000 events each into one variable:");
        auto const& [scenario, arguments] = demonstration().request;
        auto command = subject::words_by_hand(scenario, arguments);
        command.insert(command.begin(), workspace().subject(racy_, "plain").string());
        command.emplace_back("seed=1");
        run_lines(command, [](std::string const& line) {
            if (line.find(" total ") != std::string::npos) fmt::print("     {}\n", line);
        });
    }

    /// Replays a schedule on two real threads, and draws each step below its thread.
    void draw_interleaving() {
        heading("How it gets lost: one interleaving that does it");
        grade::Answer const split{lesson_.name, "split_increment", "solutions"};
        build_or_throw(grade::Workspace::target(split, "plain"));
        auto const replay = judge::ask_once(
            workspace().launch(split, "plain"), "replay",
            {{"increments", std::int64_t{2}}, {"schedule", std::string{losing_schedule}}, {"seed", std::int64_t{1}}});
        auto const* steps = subject::find(replay.reply, "steps");
        auto const* total = subject::find(replay.reply, "total");
        if (steps == nullptr || total == nullptr)
            throw UserError{"The schedule could not be replayed.", "./hb check 01 --answers solutions"};
        fmt::print("     {:<26}{}\n", "thread A", "thread B");
        for (auto const& text : std::get<subject::Texts>(*steps)) {
            auto const what = text.substr(2);
            fmt::print("     {:<26}{}\n", text[0] == 'A' ? what : "", text[0] == 'A' ? "" : what);
        }
        say(fmt::format("Both read before either writes: two increments, and the counter is {}.",
                        subject::to_text(*total)));
    }

    void explain_report() {
        heading("What ThreadSanitizer says about it, in plain words");
        auto const tsan = workspace().launch(racy_, "tsan");
        subject::Values const small{{"threads", std::int64_t{2}}, {"per_thread", std::int64_t{1000}}};
        auto const races = judge::observe_races(tsan, demonstration().request.scenario, {small}, 1);
        auto const verdict = grade::verdict_of(races, workspace().answer_file(racy_).string());
        say(verdict.sentence);
        for (auto const& detail : verdict.details)
            fmt::print("     {}\n", detail);
    }

    void check_repair() {
        heading("The repaired version: each thread counts for itself");
        auto const result = ask_judge(solution(), {}, false);
        say(fmt::format("{} of {} points.", result.at("points").get<int>(), result.at("points_at_stake").get<int>()));
    }

    /// Every repair against the solution, in turn, on the same inputs.
    void compare_repairs() {
        heading("The repairs' speed on this machine, side by side");
        auto const* exercise = grade::find_exercise(lesson_, racy_.exercise);
        if (exercise == nullptr || !exercise->fast) return;
        for (auto const& name : demonstration().repairs) {
            auto const repair = grade::Answer{lesson_.name, racy_.exercise, name};
            build_or_throw(grade::Workspace::target(repair, "bench"));
            show_progress(fmt::format("timing {} ...", name));
            judge::PairsRequest request{workspace().launch(repair, "bench"),
                                        workspace().launch(solution(), "bench"),
                                        exercise->fast->scenario,
                                        exercise->fast->arguments,
                                        1,
                                        speed_pairs};
            auto const enough = [](judge::PairsEvidence const& pairs) { return pairs.answer_ns.size() >= speed_pairs; };
            auto const pairs = judge::observe_pairs(request, enough);
            show_progress("");
            if (pairs.answer_ns.empty()) continue;
            auto const time = grade::median_interval(pairs.answer_ns, 0.05, 1);
            auto const slower = grade::median_interval(grade::ratios(pairs.answer_ns, pairs.reference_ns), 0.05, 1);
            fmt::print("     {:<28} {:>8.2f} ms   {:>6.2f} times the solution's time\n", name, time.middle * 1e-6,
                       slower.middle);
            std::fflush(stdout);
        }
    }

    void say_what_next() const {
        heading_plain("What next");
        say(fmt::format("Read lessons/{}/README.md, finish lessons/{}/{}.hpp in your editor, then:", lesson_.name,
                        lesson_.name, lesson_.exercises.front().name));
        fmt::print("     ./hb check {}\n", lesson_.exercises.front().name);
    }

    static void heading_plain(char const* text) { fmt::print("\n{}\n", bold(text)); }

    [[nodiscard]] grade::Answer solution() const { return {lesson_.name, racy_.exercise, "solutions"}; }

    grade::Lesson lesson_;
    grade::Answer racy_;
    int step_ = 0;
};

}  // namespace

void add_demo(CLI::App& app, Action& chosen) {
    auto* command =
        app.add_subcommand("demo", "A lost update: seen, drawn, explained, repaired and timed on this machine");
    command->footer("Example:\n  ./hb demo");
    command->callback([&chosen] {
        chosen = [] {
            Story{}.tell();
            return all_well;
        };
    });
}

}  // namespace hb::cli

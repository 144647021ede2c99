// The main of every lesson's judge program: a Catch2 runner, and the words `assess` and `predict`, which print for hb.
#include <fmt/format.h>
#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <catch2/catch_session.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string_view>

#include "grade/result_json.hpp"
#include "judge/error.hpp"
#include "judge/interrupt.hpp"
#include "lesson_session.hpp"

namespace hb::grade {
namespace {

constexpr int usage_error = 2;

/// `assess`: one line of JSON for each verdict as soon as it is known, and a last one with the whole result.
int run_assess(int argc, char** argv) {
    CLI::App app{"Judges one answer and prints its verdicts as lines of JSON."};
    std::vector<std::string> verdicts;
    app.add_option("--exercise", session().exercise, "the exercise")->required();
    app.add_option("--set", session().set, "lessons, solutions, starters or kit/<slug>");
    app.add_option("--verdict", verdicts, "only these verdicts");
    bool reuse = false;
    auto const* seed = app.add_option("--seed", session().seed, "all inputs follow from it");
    app.add_option("--root", session().workspace.root, "the checkout");
    app.add_option("--tree", session().workspace.tree, "its build tree");
    app.add_flag("--reuse", reuse, "give kept verdicts again while nothing that they depend on has changed");
    CLI11_PARSE(app, argc - 1, argv + 1);
    session().seed_requested = seed->count() > 0;
    EvidenceStore evidence{session().workspace.tree / "evidence", session().workspace.tree / "fingerprints.json"};
    if (reuse) session().evidence = &evidence;

    auto const assessment = assessment_of(session().exercise);
    std::vector<Kind> kinds(verdicts.size());
    std::transform(verdicts.begin(), verdicts.end(), kinds.begin(), kind_named);
    if (kinds.empty()) kinds = kinds_of(assessment.exercise);
    auto const announce = [&](Verdict const& verdict) {
        fmt::print("{}\n", one_line(to_result_json(verdict, assessment.exercise)));
        std::fflush(stdout);
    };
    ExerciseResult result{assessment.answer, assessment.seed, assess_all(assessment, kinds, announce)};
    fmt::print("{}\n", one_line(to_result_json(result, assessment.exercise)));
    return EXIT_SUCCESS;
}

int run_tests(int argc, char** argv) {
    Catch::Session catch_session;
    using Catch::Clara::Opt;
    auto& chosen = session();
    catch_session.cli(catch_session.cli() |
                      Opt(chosen.set, "answer set")["--set"]("lessons, solutions, starters or kit/<slug>") |
                      Opt(chosen.exercise, "exercise")["--exercise"]("for the tests [starter] and [kit]") |
                      Opt(chosen.every_verdict)["--every-verdict"]("of a kit's answer, not only the decisive one"));
    if (int const status = catch_session.applyCommandLine(argc, argv); status != 0) return status;
    fmt::print("judging {} of {}, seed {}\n", chosen.set, chosen.lesson, chosen.seed);
    return catch_session.run();
}

int run_word(int argc, char** argv) {
    std::string_view const word = argc > 1 ? argv[1] : "";
    if (word == "assess") return run_assess(argc, argv);
    if (word == "predict") return run_predict(argc, argv);
    return run_tests(argc, argv);
}

}  // namespace

std::string one_line(nlohmann::json const& json) {
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace hb::grade

int main(int argc, char** argv) {
    auto& chosen = hb::grade::session();
    chosen.lesson = hb::grade::this_lesson;
    chosen.workspace = {HB_SOURCE_ROOT, HB_BUILD_TREE};
    chosen.seed = std::random_device{}();
    hb::judge::catch_interrupts();
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // when hb is killed, its judge cleans up
    try {
        return hb::grade::run_word(argc, argv);
    } catch (hb::judge::Interrupted const&) {
        return hb::judge::interrupted_exit_status;
    } catch (hb::UserError const& error) {
        fmt::print(stderr, "{}\n{}\n", error.what(), error.mend());
    } catch (std::exception const& error) {
        fmt::print(stderr, "{}\n", error.what());
    }
    return hb::grade::usage_error;
}

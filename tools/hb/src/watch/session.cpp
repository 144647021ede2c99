#include "session.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <set>

#include "context.hpp"
#include "judge/interrupt.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

/// Where no events come, a save is seen within this time. Reading a few dozen small files so often costs nothing.
constexpr std::chrono::milliseconds poll_every{1000};

constexpr char const* keys_line = "h hint   r run again   n next   q quit   ? help";
constexpr char const* keys_help =
    "h  a hint for the exercise that was checked last\n"
    "r  check it again: every verdict, also those of what has not changed\n"
    "n  which exercise is next; from now on every answer is watched\n"
    "q  quit (so does Ctrl-C)\n";

/// This program, with whatever it learnt since it was last built.
std::string program() {
    return (workspace().tree / "bin" / "hb").string();
}

constexpr char end_of_input = '\x04';  // Ctrl-D

std::string outcome_in_words(int status) {
    switch (status) {
        case all_well:
            return "every verdict passes";
        case some_verdict_failed:
            return "not yet: a verdict fails";
        case nothing_decided:
            return "nothing fails, but a verdict is inconclusive";
        default:
            return fmt::format("it could not be judged (exit status {})", status);
    }
}

}  // namespace

WatchSession::WatchSession(WatchOptions options) : options_{std::move(options)}, screen_{keys_.descriptor() >= 0} {
    if (!options_.poll) events_.emplace();
    watch(options_.exercise);
}

void WatchSession::watch(std::string const& exercise) {
    for (auto const& chosen : choose(exercise)) {
        grade::Answer answer{chosen.lesson.name, chosen.exercise.name, options_.set};
        auto const is_it = [&](grade::Answer const& other) {
            return other.lesson == answer.lesson && other.exercise == answer.exercise;
        };
        if (std::ranges::any_of(answers_, is_it)) continue;
        answers_.push_back(std::move(answer));
        files_.add(file_of(answers_.size() - 1));
    }
    next_poll_ = {};
}

void WatchSession::run() {
    screen_.clear();
    screen_.say(
        fmt::format("watching {}", answers_.size() == 1 ? name_of(0) : fmt::format("{} answers", answers_.size())));
    for (std::size_t i = 0; !options_.exercise.empty() && i < answers_.size(); ++i) {
        if (files_.there(i)) {
            want(i, false);
        } else {
            screen_.say(fmt::format("{} is not there; waiting for it", name_of(i)));
        }
    }
    if (wanted_.empty()) screen_.show_keys(keys_line);
    while (!over_) {
        look();
        if (check_ && check_->status()) finish();
        if (!check_ && !wanted_.empty()) start_next();
        if (!over_) wait();
        judge::throw_if_interrupted();
    }
    check_.reset();
    screen_.make_room();
}

void WatchSession::look() {
    auto const now = SavedFiles::Clock::now();
    if (now >= next_poll_) {
        next_poll_ = now + poll_every;
        std::set<std::filesystem::path> folders;
        for (std::size_t i = 0; i < answers_.size(); ++i)
            folders.insert(file_of(i).parent_path());
        if (events_) events_->watch(folders);
    }
    for (auto const& change : files_.look(now)) {
        drop(change.file);
        if (change.there) {
            want(change.file, false);
        } else {
            screen_.say(fmt::format("{} is not there any more; waiting until it is back", name_of(change.file)));
            screen_.show_keys(keys_line);
        }
    }
}

void WatchSession::want(std::size_t answer, bool fresh) {
    drop(answer);
    if (!check_ && wanted_.empty()) screen_.clear();
    wanted_.push_back({answer, fresh});
}

/// Whatever is known or asked about it is out of date.
void WatchSession::drop(std::size_t answer) {
    std::erase_if(wanted_, [&](Wanted const& wanted) { return wanted.answer == answer; });
    if (check_ && last_ == answer) {
        check_.reset();
        screen_.say(fmt::format("the check of {} was stopped", name_of(answer)));
    }
}

void WatchSession::start_next() {
    auto const [answer, fresh] = wanted_.front();
    wanted_.pop_front();
    last_ = answer;
    screen_.say(fmt::format("checking {}", bold(name_of(answer))));
    auto const& [lesson, exercise, set] = answers_[answer];
    std::vector<std::string> command{program(), "check", lesson + "/" + exercise, "--answers", set};
    for (auto const& verdict : options_.verdicts)
        command.insert(command.end(), {"--verdict", verdict});
    if (fresh) command.emplace_back("--fresh");
    check_.emplace(command, Child::Output::shown);
}

void WatchSession::finish() {
    auto const status = *check_->status();
    check_.reset();
    screen_.say(fmt::format("{}: {}", name_of(*last_), outcome_in_words(status)));
    if (wanted_.empty()) screen_.show_keys(keys_line);
}

/// At once, also while a check prints: none of them waits for it.
void WatchSession::press(char key) {
    switch (key) {
        case 'q':
        case end_of_input:
            over_ = true;
            return;
        case '?':
            screen_.make_room();
            fmt::print("{}", keys_help);
            break;
        case 'n':
            watch("");  // first: what is saved from now on is a change
            ask_hb({"next"});
            break;
        case 'h':
        case 'r':
            press_about_last(key);
            break;
        default:
            return;
    }
    if (!check_ && wanted_.empty()) screen_.show_keys(keys_line);
}

void WatchSession::press_about_last(char key) {
    if (!last_) return screen_.say("nothing has been checked yet: save an answer first");
    if (key == 'h') return ask_hb({"hint", answers_[*last_].lesson + "/" + answers_[*last_].exercise});
    if (files_.there(*last_)) want(*last_, true);
}

void WatchSession::ask_hb(std::vector<std::string> words) {
    words.insert(words.begin(), program());
    screen_.make_room();
    keys_.release();
    run_shown(words);
    keys_.hold();
}

/// Until something may have happened.
void WatchSession::wait() {
    keys_.hold();
    auto const now = SavedFiles::Clock::now();
    auto const until = std::min(next_poll_, files_.settles_at().value_or(next_poll_));
    auto const rest = std::chrono::ceil<std::chrono::milliseconds>(until - now).count();
    std::array<pollfd, 3> watched{{{keys_.descriptor(), POLLIN, 0},
                                   {events_ ? events_->descriptor() : -1, POLLIN, 0},
                                   {check_ ? check_->ended() : -1, POLLIN, 0}}};
    if (::poll(watched.data(), watched.size(), static_cast<int>(std::clamp<long>(rest, 0, poll_every.count()))) <= 0) {
        return;
    }
    if (watched[1].revents != 0) events_->clear();
    if (watched[0].revents == 0) return;
    if (auto const key = keys_.next()) press(*key);
}

std::string WatchSession::name_of(std::size_t answer) const {
    return file_of(answer).lexically_relative(workspace().root).string();
}

std::filesystem::path WatchSession::file_of(std::size_t answer) const {
    return workspace().answer_file(answers_[answer]);
}

}  // namespace hb::cli

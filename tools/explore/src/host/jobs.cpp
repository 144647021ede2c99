/// One search by several processes. Its tree is divided while it is searched: for who has nothing to do, another one
/// gives away what comes last in its part. What counts is decided in the order of depth first, so that the first
/// failure, and all that is counted up to it, is the same for any number of processes.

#include <algorithm>
#include <charconv>
#include <iterator>
#include <set>

#include "naming.hpp"
#include "parts.hpp"
#include "report_reader.hpp"
#include "seen.hpp"
#include "sessions.hpp"

namespace hb::explore {
namespace {

// Of a search without a tree: less than a tenth of a second. PCT wants multiples of 64 (src/pct.cpp).
constexpr std::uint64_t executions_at_once = 256;

template <typename Number>
Number number(std::string const& text, int base = 10) {
    Number value{};
    std::from_chars(text.data(), text.data() + text.size(), value, base);
    return value;
}

double share_of(std::string const& field) {
    constexpr auto billion = 1e9;
    return field.empty() ? 0 : static_cast<double>(number<std::uint64_t>(field)) / billion;
}

std::optional<PartState> part_state_named(std::string const& word) {
    if (word == "done") return PartState::done;
    if (word == "bound") return PartState::bound;
    if (word == "stopped") return PartState::stopped;
    if (word == "grew") return PartState::grew;
    return std::nullopt;
}

struct Worker {
    Result result;
    ReportReader reader{result};
    bool busy = false;
    Parts::Place part = {};
    Parts::Place later = {};  ///< where what it gives away comes before
    bool told_to_split = false;
    bool told_to_stop = false;
    std::size_t failures_before = 0;  ///< of the result, when the part began
};

class Jobs {
public:
    Jobs(std::filesystem::path const& program, std::vector<std::string> const& arguments, Settings const& settings,
         int count)
        : settings_{settings},
          workers_(static_cast<std::size_t>(count)),
          sessions_{program,      arguments,
                    settings,     count,
                    Role::worker, [this](std::size_t worker, std::string_view line) { take(workers_[worker], line); }} {}

    Result run(std::filesystem::path const& program) {
        Schedule visibility;
        visibility.weak_memory = settings_.weak_memory;
        visibility.spurious = settings_.spurious;
        visibility.early_timeouts = settings_.early_timeouts;
        search("search", visibility);
        if (first_failure_is_race() && settings_.look_past_races && goes_on()) {
            visibility.past_races = true;
            visibility.racy_sites.assign(racy_sites_.begin(), racy_sites_.end());
            collect_racy_sites(visibility);
            search("consequence", visibility);
        }
        end_all();
        result_.engine = workers_.front().result.engine;
        result_.why_engine = workers_.front().result.why_engine;
        for (auto& worker : workers_)
            if (settings_.names) name_all(program, settings_.harness, worker.reader);
        for (auto const& failure : failures_) {
            result_.failures.push_back(std::move(workers_[failure.worker].result.failures[failure.index]));
            result_.failures.back().execution += failure.executions_before;
        }
        return std::move(result_);
    }

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] bool goes_on() const { return result_.error.empty() && !sessions_.interrupted(); }
    /// Else its executions are numbered, and any process may run any of them.
    [[nodiscard]] bool has_tree() const {
        return settings_.strategy != Strategy::random && settings_.strategy != Strategy::pct;
    }
    [[nodiscard]] bool ordered() const { return settings_.strategy != Strategy::dpor; }

    [[nodiscard]] bool first_failure_is_race() const {
        return !failures_.empty() &&
               workers_[failures_.front().worker].result.failures[failures_.front().index].ending == Ending::data_race;
    }

    /// Searches, from the beginning each time that another switch point comes to light.
    void search(std::string const& name, Schedule& visibility) {
        began_ = shown_ = Clock::now();
        shown_share_ = 0;
        while (goes_on()) {
            run_parts(name, visibility);
            if (!conclude(name, visibility)) return;
        }
    }

    void run_parts(std::string const& name, Schedule const& visibility) {
        parts_ = {};
        finished_ = {};
        finished_share_ = 0;
        random_executions_ = 0;
        ended_ = false;
        first_.reset();
        all_ = {};
        all_.exhausted = true;
        if (has_tree()) parts_.add(parts_.end(), {});
        for (;;) {
            auto const ends = is_over();
            if (!ends) assign(name, visibility);
            for (auto& worker : workers_)
                if (worker.busy && (ends || worker.part->state == PartState::dropped)) stop(worker);
            if (std::ranges::none_of(workers_, &Worker::busy) || !listen()) return;
            if (!ends) ask_to_split();
            count_first_parts();
            show_progress(name);
        }
    }

    [[nodiscard]] bool listen() {
        auto const heard = sessions_.listen();
        for (std::size_t number = 0; number < workers_.size(); ++number) {
            if (heard && (!workers_[number].busy || sessions_.speaks(number))) continue;
            if (result_.error.empty()) result_.error = sessions_.trouble(number, workers_[number].reader.complete());
        }
        return heard && result_.error.empty();
    }

    /// The bounds, as far as they can be seen while parts are under way; or somebody wants it.
    [[nodiscard]] bool is_over() const {
        auto const limit = settings_.time_limit.count() > 0 && Clock::now() - began_ > settings_.time_limit;
        return limit || !goes_on() || (has_tree() && progress().executions >= settings_.executions);
    }

    void assign(std::string const& name, Schedule const& visibility) {
        for (std::size_t number = 0; number < workers_.size(); ++number) {
            auto& worker = workers_[number];
            if (worker.busy) continue;
            auto const part = next_part();
            if (!part) return;
            begin(worker, *part);
            sessions_.say(number, command_for(**part, name, visibility));
        }
    }

    void begin(Worker& worker, Parts::Place part) {
        part->worker = number_of(worker);
        worker.part = part;
        worker.busy = true;
        worker.told_to_split = worker.told_to_stop = false;
        worker.failures_before = worker.result.failures.size();
    }

    [[nodiscard]] std::optional<Parts::Place> next_part() {
        if (!has_tree() && !ended_) {
            PartOfTree part;
            part.first = random_executions_;
            part.count = std::min(executions_at_once, settings_.executions - random_executions_);
            random_executions_ += part.count;
            if (part.count > 0) parts_.add(parts_.end(), std::move(part));
        }
        return parts_.next();
    }

    void stop(Worker& worker) {
        if (!worker.told_to_stop) sessions_.say(number_of(worker), "stop");
        worker.told_to_stop = true;
    }

    /// One of the busy ones for each idle one.
    void ask_to_split() {
        auto idle = std::ranges::count(workers_, false, &Worker::busy) -
                    std::ranges::count(workers_, true, &Worker::told_to_split) -
                    static_cast<std::ptrdiff_t>(parts_.waiting());
        for (auto& worker : workers_) {
            if (idle <= 0 || !has_tree()) return;
            if (!worker.busy || worker.told_to_split || worker.told_to_stop) continue;
            worker.told_to_split = true;
            worker.later = std::next(worker.part);
            sessions_.say(number_of(worker), "split");
            --idle;
        }
    }

    [[nodiscard]] std::size_t number_of(Worker const& worker) const {
        return static_cast<std::size_t>(&worker - workers_.data());
    }

    void take(Worker& worker, std::string_view line);
    [[nodiscard]] bool take_words(Worker& worker, ReportLine const& line);
    [[nodiscard]] bool end_part(Worker& worker, std::string const& how, std::string const& share);
    [[nodiscard]] bool conclude(std::string const& name, Schedule& visibility);
    void count(PartOfTree const& part);
    void count_first_parts();
    [[nodiscard]] Progress progress() const;
    void show_progress(std::string const& name);
    void collect_racy_sites(Schedule& visibility);
    void end_all();

    /// A failure that the result will have.
    struct Picked {
        std::size_t worker;
        std::size_t index;
        std::uint64_t executions_before;
    };

    Settings const& settings_;
    Result result_;
    std::vector<Worker> workers_;
    Sessions sessions_;
    Parts parts_;
    SearchSeen finished_;  ///< executions of parts at their end
    double finished_share_ = 0;
    std::uint64_t random_executions_ = 0;  ///< handed out
    bool ended_ = false;                   ///< a part has ended the search; earlier ones may be under way
    bool collecting_ = false;              ///< the first worker finds out which accesses race
    std::set<std::uint64_t> racy_sites_;
    std::vector<Picked> failures_;
    SearchSeen all_;               ///< what counts of the search under way, in order, as far as it is known
    std::optional<Picked> first_;  ///< of the search under way
    Clock::time_point began_;
    Clock::time_point shown_;
    double shown_share_ = 0;
};

void Jobs::take(Worker& worker, std::string_view line) {
    if (!take_words(worker, split(line)) && !worker.reader.take(line) && result_.error.empty())
        result_.error = "a line that is not understood: " + std::string{line};
    if (!worker.result.error.empty() && result_.error.empty()) result_.error = worker.result.error;
}

void Jobs::show_progress(std::string const& name) {
    constexpr std::chrono::milliseconds between_reports{200};  // as one process does
    auto const now = Clock::now();
    if (now - shown_ < between_reports) return;
    shown_ = now;
    auto all = progress();
    all.search = name;
    if (all.share) all.share = shown_share_ = std::clamp(*all.share, shown_share_, 1.0);
    if (settings_.on_progress) settings_.on_progress(all);
}

bool Jobs::take_words(Worker& worker, ReportLine const& line) {
    auto const& [word, fields] = line;
    if (!worker.busy) return false;
    if (word == "visibility" && fields.size() == 1) {
        auto const visibility = parse_schedule(fields[0]);
        if (visibility) worker.part->visibility = *visibility;
        if (collecting_) worker.busy = false;
        return visibility.has_value();
    }
    if ((word == "given" && fields.size() == 2) || (word == "wanted" && fields.size() == 4)) {
        auto part = read_part(fields[0], fields[1]);
        if (!part || part->tried.empty() != ordered()) return false;
        if (worker.part->state == PartState::dropped) return true;
        if (word == "wanted")
            parts_.want(std::move(*part), number<std::uint64_t>(fields[2], 16), number<std::uint64_t>(fields[3], 16));
        else if (worker.told_to_split)
            parts_.add(worker.later, std::move(*part));
        return true;
    }
    if (word == "gave" && fields.empty()) {
        worker.told_to_split = false;
        return true;
    }
    return word == "part" && fields.size() == 2 && end_part(worker, fields[0], fields[1]);
}

bool Jobs::end_part(Worker& worker, std::string const& how, std::string const& share) {
    auto const state = part_state_named(how);
    if (!state || worker.result.searches.empty()) return false;
    auto& part = *worker.part;
    part.seen = std::move(worker.result.searches.back());
    worker.result.searches.clear();
    worker.busy = worker.told_to_split = false;
    if (worker.result.failures.size() > worker.failures_before) part.failure = worker.failures_before;
    if (part.state == PartState::dropped) return true;
    finished_.executions += part.seen.executions;
    finished_.redundant += part.seen.redundant;
    finished_share_ += share_of(share);
    part.state = *state;
    // All executions of a part at random were run.
    if (part.count > 0 && part.seen.executions + part.seen.redundant == part.count && part.state == PartState::bound)
        part.state = PartState::done;
    if (part.state != PartState::stopped && part.state != PartState::grew) return true;
    ended_ = true;
    if (ordered())
        parts_.drop_after(worker.part);
    else
        parts_.drop_all_but(worker.part);
    return true;
}

Progress Jobs::progress() const {
    Progress all;
    all.executions = finished_.executions;
    all.redundant = finished_.redundant;
    all.time = Clock::now() - began_;
    auto share = finished_share_;
    for (auto const& worker : workers_) {
        auto const& one = worker.reader.progress();
        if (!worker.busy || !one) continue;
        all.executions += one->executions;
        all.redundant += one->redundant;
        share += one->share.value_or(0);
    }
    // By dpor the tree is known only where it was run: what the parts think of their weights makes no sum.
    if (settings_.strategy == Strategy::depth_first) all.share = share;
    return all;
}

void Jobs::count(PartOfTree const& part) {
    if (part.failure && !first_) first_ = Picked{part.worker, *part.failure, all_.executions};
    add(all_, part.seen);
    racy_sites_.insert(part.visibility.racy_sites.begin(), part.visibility.racy_sites.end());
}

void Jobs::count_first_parts() {
    while (auto const part = parts_.take_first_done())
        count(*part);
}

/// Puts together what counts. True if the search must begin anew, with other switch points.
bool Jobs::conclude(std::string const& name, Schedule& visibility) {
    // Executions at random that nobody was asked for.
    auto bounded = !has_tree() && !ended_ && random_executions_ < settings_.executions;
    for (auto const& part : parts_.all()) {
        if (part.state == PartState::dropped) continue;
        auto const ended = part.state > PartState::dropped;
        bounded = bounded || !ended || part.state == PartState::bound;
        if (part.state == PartState::grew && !bounded) {
            visibility.unlocks_visible = part.visibility.unlocks_visible;
            if (visibility.past_races) visibility.racy_sites = part.visibility.racy_sites;
            return true;
        }
        if (ended) count(part);
    }
    all_.name = name;
    all_.exhausted = all_.exhausted && !bounded && all_.executions + all_.redundant <= settings_.executions;
    all_.time = Clock::now() - began_;
    result_.searches.push_back(std::move(all_));
    result_.interrupted = sessions_.interrupted() && bounded;
    if (first_) failures_.push_back(*first_);
    return false;
}

void Jobs::collect_racy_sites(Schedule& visibility) {
    parts_ = {};
    parts_.add(parts_.end(), {});
    auto const part = *parts_.next();
    begin(workers_.front(), part);
    collecting_ = true;
    sessions_.say(0, "sites\t" + to_text(visibility));
    while (workers_.front().busy && listen()) {
    }
    collecting_ = false;
    workers_.front().busy = false;
    visibility.unlocks_visible = part->visibility.unlocks_visible;
    visibility.racy_sites = part->visibility.racy_sites;
}

void Jobs::end_all() {
    for (std::size_t number = 0; number < workers_.size(); ++number)
        sessions_.say(number, "end");
    while (sessions_.listen()) {
    }
    for (std::size_t number = 0; number < workers_.size(); ++number)
        if (auto trouble = sessions_.trouble(number, workers_[number].reader.complete()); result_.error.empty())
            result_.error = std::move(trouble);
}

}  // namespace

Result explore_with_jobs(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                         Settings const& settings, int jobs) {
    auto result = Jobs{program, arguments, settings, jobs}.run(program);
    auto const ended = !result.failures.empty() || result.inconclusive() != nullptr;
    if (settings.strategy != Strategy::dpor || !settings.stop_at_failure || !ended || result.interrupted) return result;
    // Which failure is first depends on who is quickest. One process alone always finds the same.
    auto alone = explore_alone(program, arguments, settings);
    return alone.failures.empty() && alone.inconclusive() == nullptr ? result : alone;
}

}  // namespace hb::explore

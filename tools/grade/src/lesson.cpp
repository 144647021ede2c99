#include "grade/lesson.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <toml++/toml.h>
#include <algorithm>
#include <random>
#include <stdexcept>

#include "judge/error.hpp"

namespace hb::grade {
namespace {

struct Name {
    Kind kind;
    std::string_view text;
    std::string_view flavour;
};

constexpr Name names[] = {
    {Kind::builds, "builds", "plain"},      {Kind::values, "values", "plain"},
    {Kind::rules, "rules", "plain"},        {Kind::really_parallel, "really-parallel", "plain"},
    {Kind::race_free, "race-free", "tsan"}, {Kind::every_interleaving, "every-interleaving", "explore"},
    {Kind::fast, "fast", "bench"}};

Name const& entry(Kind kind) {
    return *std::find_if(std::begin(names), std::end(names), [kind](Name const& name) { return name.kind == kind; });
}

/// Reads one lesson.toml, and says of anything unfit where it stands.
class Reader {
public:
    Reader(std::filesystem::path file, std::string name) : file_{std::move(file)}, name_{std::move(name)} {}

    Lesson read() {
        auto const table = parse();
        check_keys(table, {"title", "minutes", "prerequisites", "concepts", "demonstration", "exercise"});
        Lesson lesson;
        lesson.name = name_;
        lesson.title = text(table, "title");
        lesson.minutes = static_cast<int>(table["minutes"].value_or(std::int64_t{0}));
        lesson.prerequisites = texts(table, "prerequisites");
        lesson.concepts = texts(table, "concepts");
        if (auto const* demonstration = table["demonstration"].as_table())
            lesson.demonstration = read_demonstration(*demonstration);
        auto const* exercises = table["exercise"].as_array();
        if (exercises == nullptr || exercises->empty())
            reject(table, "there is no [[exercise]]", "Add at least one [[exercise]].");
        for (auto const& node : *exercises) {
            if (!node.is_table()) reject(node, "an exercise is not a table", "Write it as [[exercise]].");
            lesson.exercises.push_back(read_exercise(*node.as_table()));
        }
        return lesson;
    }

private:
    toml::table parse() {
        if (!std::filesystem::exists(file_)) {
            throw UserError{fmt::format("{} does not exist.", file_.string()),
                            "A lesson is a folder with a lesson.toml. Restore it: " + restoring()};
        }
        try {
            return toml::parse_file(file_.string());
        } catch (toml::parse_error const& error) {
            throw FileError{file_, static_cast<int>(error.source().begin.line), std::string{error.description()},
                            "Mend that line, or restore the file: " + restoring()};
        }
    }

    /// A line to paste in the checkout's root.
    [[nodiscard]] std::string restoring() const {
        return fmt::format("git checkout -- 'lessons/{}/lesson.toml'", name_);
    }

    [[noreturn]] void reject(toml::node const& node, std::string const& what, std::string const& mend) const {
        throw FileError{file_, static_cast<int>(node.source().begin.line), what + ".", mend};
    }

    void check_keys(toml::table const& table, std::vector<std::string_view> const& known) const {
        for (auto const& [key, node] : table) {
            if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
                reject(node, fmt::format("\"{}\" means nothing here", key.str()),
                       fmt::format("Known are: {}.", fmt::join(known, ", ")));
            }
        }
    }

    [[nodiscard]] std::string text(toml::table const& table, std::string_view key) const {
        auto const value = table[key].value<std::string>();
        if (!value)
            reject(table, fmt::format("the text \"{}\" is missing", key), fmt::format("Add {} = \"...\".", key));
        return *value;
    }

    [[nodiscard]] std::vector<std::string> texts(toml::table const& table, std::string_view key) const {
        std::vector<std::string> list;
        auto const* array = table[key].as_array();
        if (array == nullptr && table.contains(key))
            reject(*table.get(key), fmt::format("\"{}\" is no list", key), "Write [\"...\"].");
        for (auto const& node : array == nullptr ? toml::array{} : *array) {
            if (!node.is_string())
                reject(node, fmt::format("\"{}\" holds something that is no text", key), "Put it in quotes.");
            list.push_back(node.as_string()->get());
        }
        return list;
    }

    /// False if it is left out.
    [[nodiscard]] bool flag(toml::table const& table, std::string_view key) const {
        auto const* node = table.get(key);
        if (node == nullptr) return false;
        if (!node->is_boolean())
            reject(*node, fmt::format("\"{}\" is neither true nor false", key),
                   fmt::format("Write {} = true, or leave it out.", key));
        return node->as_boolean()->get();
    }

    [[nodiscard]] Kind kind(toml::node const& where, std::string_view name) const {
        try {
            return kind_named(name);
        } catch (std::invalid_argument const&) {
            std::vector<std::string_view> known;
            for (auto const& one : names)
                known.push_back(one.text);
            reject(where, fmt::format("\"{}\" is no verdict", name),
                   fmt::format("Verdicts are: {}.", fmt::join(known, ", ")));
        }
    }

    [[nodiscard]] subject::Value read_argument(std::string const& name, toml::node const& node) const {
        if (name == "seed") reject(node, "a fixed seed would give every run the same input", "Leave it out.");
        if (node.is_integer()) return node.as_integer()->get();
        if (node.is_string()) return node.as_string()->get();
        reject(node, fmt::format("the argument {} is neither a whole number nor a text", name), "Mend its value.");
    }

    [[nodiscard]] subject::Values read_arguments(toml::table const& arguments) const {
        subject::Values values;
        for (auto const& [key, node] : arguments) {
            auto const name = std::string{key.str()};
            values.emplace_back(name, read_argument(name, node));
        }
        return values;
    }

    /// Arguments of which each may also be a range: { from = 2, to = 9 }.
    [[nodiscard]] Draw read_draw(toml::table const& arguments) const {
        Draw draw;
        for (auto const& [key, node] : arguments) {
            auto const name = std::string{key.str()};
            auto const* range = node.as_table();
            if (range == nullptr) {
                draw.fixed.emplace_back(name, read_argument(name, node));
                continue;
            }
            check_keys(*range, {"from", "to"});
            auto const from = (*range)["from"].value<std::int64_t>();
            auto const to = (*range)["to"].value<std::int64_t>();
            if (!from || !to || *from > *to) {
                reject(node, fmt::format("the range of {} needs two whole numbers, from at most to", name),
                       "Write { from = 2, to = 9 }.");
            }
            draw.ranges.push_back({name, *from, *to});
        }
        return draw;
    }

    [[nodiscard]] Request read_request(toml::table const& table) const {
        auto const* arguments = table["arguments"].as_table();
        return {text(table, "scenario"), arguments == nullptr ? subject::Values{} : read_arguments(*arguments)};
    }

    /// `arguments` may be one table, or a list of tables that the runs take in turn.
    void read_races(toml::table const& table, Exercise& exercise) const {
        check_keys(table, {"scenario", "arguments", "runs"});
        exercise.race_scenario = text(table, "scenario");
        exercise.race_runs = static_cast<int>(table["runs"].value_or(std::int64_t{exercise.race_runs}));
        if (auto const* list = table["arguments"].as_array()) {
            for (auto const& node : *list) {
                if (!node.is_table())
                    reject(node, "one of the arguments is no table", "Write [{ name = 1 }, { name = 2 }].");
                exercise.race_arguments.push_back(read_draw(*node.as_table()));
            }
        } else if (auto const* one = table["arguments"].as_table()) {
            exercise.race_arguments.push_back(read_draw(*one));
        }
        if (exercise.race_arguments.empty()) exercise.race_arguments.emplace_back();
    }

    [[nodiscard]] Demonstration read_demonstration(toml::table const& table) const {
        check_keys(table, {"answer", "exercise", "scenario", "arguments", "runs", "repairs"});
        return {text(table, "answer"), text(table, "exercise"), read_request(table),
                static_cast<int>(table["runs"].value_or(std::int64_t{10})), texts(table, "repairs")};
    }

    [[nodiscard]] Exercise read_exercise(toml::table const& table) const {
        check_keys(table, {"name", "task", "fails_because", "points", "hints", "threads_may_outlive", "rules",
                           "race-free", "really-parallel", "every-interleaving", "fast"});
        Exercise exercise;
        exercise.name = text(table, "name");
        exercise.task = text(table, "task");
        exercise.fails_because = kind(table, text(table, "fails_because"));
        exercise.hints = texts(table, "hints");
        exercise.threads_may_outlive = flag(table, "threads_may_outlive");
        read_points(table, exercise);
        read_rules(table, exercise);
        if (auto const* races = table["race-free"].as_table()) {
            read_races(*races, exercise);
        }
        if (auto const* overlap = table["really-parallel"].as_table()) {
            check_keys(*overlap, {"scenario", "arguments", "reply", "wanted"});
            exercise.overlap = read_request(*overlap);
            exercise.overlap_reply = text(*overlap, "reply");
            exercise.overlap_wanted = (*overlap)["wanted"].value_or(exercise.overlap_wanted);
        }
        if (auto const* explored = table["every-interleaving"].as_table()) {
            check_keys(*explored, {"scenario", "arguments", "executions", "weak"});
            exercise.interleavings = read_request(*explored);
            exercise.most_executions = (*explored)["executions"].value_or(exercise.most_executions);
            exercise.weak_memory = flag(*explored, "weak");
        }
        if (auto const* fast = table["fast"].as_table()) {
            check_keys(*fast, {"scenario", "arguments", "at_least"});
            exercise.fast = read_request(*fast);
            exercise.fast_at_least = (*fast)["at_least"].value_or(exercise.fast_at_least);
        }
        check_tables(table, exercise);
        return exercise;
    }

    void read_points(toml::table const& table, Exercise& exercise) const {
        auto const* points = table["points"].as_table();
        if (points == nullptr)
            reject(table, "the table \"points\" is missing", "Add points = { builds = 0, values = 10 }.");
        for (auto const& [key, node] : *points) {
            if (!node.is_integer() || node.as_integer()->get() < 0)
                reject(node, "points are a whole number from 0", "Mend the number.");
            exercise.points[kind(node, key.str())] = static_cast<int>(node.as_integer()->get());
        }
        for (auto const always : {Kind::builds, Kind::values, Kind::rules})
            exercise.points.try_emplace(always, 0);
    }

    void read_rules(toml::table const& table, Exercise& exercise) const {
        if (auto const* rules = table["rules"].as_table()) {
            check_keys(*rules, {"forbidden", "allowed_includes", "required"});
            exercise.rules = {texts(*rules, "forbidden"), texts(*rules, "allowed_includes"), texts(*rules, "required")};
        }
    }

    /// A verdict that gives points must say what it asks.
    void check_tables(toml::table const& table, Exercise const& exercise) const {
        auto const need = [&](Kind which, bool there) {
            if (exercise.points.contains(which) != there) {
                reject(table,
                       fmt::format("the verdict {} of {} needs both points and a table", name_of(which), exercise.name),
                       fmt::format("Add {} = {{ scenario = \"...\" }} or take it out of points.", name_of(which)));
            }
        };
        need(Kind::every_interleaving, exercise.interleavings.has_value());
        need(Kind::race_free, !exercise.race_scenario.empty());
        need(Kind::really_parallel, exercise.overlap.has_value());
        need(Kind::fast, exercise.fast.has_value());
    }

    std::filesystem::path file_;
    std::string name_;
};

}  // namespace

std::string_view name_of(Kind kind) {
    return entry(kind).text;
}
std::string_view flavour_of(Kind kind) {
    return entry(kind).flavour;
}

Kind kind_named(std::string_view text) {
    for (auto const& name : names) {
        if (name.text == text) return name.kind;
    }
    throw std::invalid_argument{fmt::format("\"{}\" is no verdict", text)};
}

Lesson load_lesson(std::filesystem::path const& root, std::string const& name) {
    return Reader{root / "lessons" / name / "lesson.toml", name}.read();
}

std::vector<std::string> lesson_names(std::filesystem::path const& root) {
    std::vector<std::string> found;
    std::error_code error;
    for (auto const& entry : std::filesystem::directory_iterator{root / "lessons", error}) {
        if (entry.is_directory()) found.push_back(entry.path().filename().string());
    }
    if (found.empty()) {
        throw UserError{
            fmt::format("{} holds no lessons.", (root / "lessons").string()),
            "Run the command inside a checkout of Happens-Before, or restore them: git checkout -- lessons"};
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<subject::Values> race_arguments_of(Exercise const& exercise, std::uint64_t seed) {
    std::mt19937_64 random{seed};
    std::vector<subject::Values> runs;
    for (int run = 0; run < exercise.race_runs; ++run) {
        auto const& draw = exercise.race_arguments[static_cast<std::size_t>(run) % exercise.race_arguments.size()];
        auto& arguments = runs.emplace_back(draw.fixed);
        for (auto const& [name, from, to] : draw.ranges)
            arguments.emplace_back(name, std::uniform_int_distribution{from, to}(random));
    }
    return runs;
}

Exercise const* find_exercise(Lesson const& lesson, std::string_view name) {
    auto const found = std::find_if(lesson.exercises.begin(), lesson.exercises.end(),
                                    [name](Exercise const& exercise) { return exercise.name == name; });
    return found == lesson.exercises.end() ? nullptr : &*found;
}

}  // namespace hb::grade

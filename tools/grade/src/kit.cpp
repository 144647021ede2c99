#include "grade/kit.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <stdexcept>

#include "judge/error.hpp"

namespace hb::grade {
namespace {

/// Reads one kit.toml, and says of anything unfit where it stands.
class Reader {
public:
    explicit Reader(std::filesystem::path file) : file_{std::move(file)} {}

    std::vector<KitAnswer> read() {
        std::vector<KitAnswer> kit;
        auto const table = parse();
        for (auto const& [exercise, answers] : table) {
            if (!answers.is_table()) reject(answers, "this is no answer", "An answer is a table [exercise.slug].");
            for (auto const& [slug, answer] : *answers.as_table()) {
                if (!answer.is_table()) reject(answer, "this is no answer", "An answer is a table [exercise.slug].");
                kit.push_back(read_answer(std::string{exercise.str()}, std::string{slug.str()}, *answer.as_table()));
            }
        }
        std::sort(kit.begin(), kit.end(), [](auto const& one, auto const& other) { return one.line < other.line; });
        return kit;
    }

private:
    toml::table parse() {
        try {
            return std::filesystem::exists(file_) ? toml::parse_file(file_.string()) : toml::table{};
        } catch (toml::parse_error const& error) {
            throw FileError{file_, static_cast<int>(error.source().begin.line), std::string{error.description()},
                            "Mend that line."};
        }
    }

    [[noreturn]] void reject(toml::node const& node, std::string const& what, std::string const& mend) const {
        throw FileError{file_, static_cast<int>(node.source().begin.line), what + ".", mend};
    }

    [[nodiscard]] std::string text(toml::table const& table, std::string_view key) const {
        auto const value = table[key].value<std::string>();
        if (!value)
            reject(table, fmt::format("the text \"{}\" is missing", key), fmt::format("Add {} = \"...\".", key));
        return *value;
    }

    KitAnswer read_answer(std::string exercise, std::string slug, toml::table const& table) const {
        for (auto const& [key, node] : table) {
            if (key != "decisive" && key != "verdicts" && key != "why")
                reject(node, fmt::format("\"{}\" means nothing here", key.str()),
                       "Known are: decisive, verdicts, why.");
        }
        KitAnswer answer{std::move(exercise), std::move(slug), {}, {}, text(table, "why"), 0};
        answer.line = static_cast<int>(table.source().begin.line);
        auto const* verdicts = table["verdicts"].as_table();
        if (verdicts == nullptr)
            reject(table, "the table \"verdicts\" is missing", "Add verdicts = { builds = \"pass\" }.");
        try {
            answer.decisive = kind_named(text(table, "decisive"));
            for (auto const& [kind, result] : *verdicts)
                answer.verdicts[kind_named(kind.str())] = result_named(result.value_or(std::string_view{}));
        } catch (std::invalid_argument const& error) {
            reject(table, error.what(), "Verdicts are pass, fail or not applicable; docs/authoring.md names them.");
        }
        if (!answer.verdicts.contains(answer.decisive))
            reject(table, fmt::format("its decisive verdict, {}, is not among \"verdicts\"", name_of(answer.decisive)),
                   fmt::format("Add {} = \"...\" to verdicts.", name_of(answer.decisive)));
        return answer;
    }

    std::filesystem::path file_;
};

}  // namespace

std::vector<KitAnswer> load_kit(std::filesystem::path const& root, std::string const& lesson) {
    return Reader{root / "tests" / "wrong_answers" / lesson / "kit.toml"}.read();
}

}  // namespace hb::grade

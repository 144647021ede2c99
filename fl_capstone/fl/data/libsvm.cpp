#include "fl/data/libsvm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>

#include "fl/data/file.hpp"

namespace fl {
namespace {

struct Entry {
    std::size_t sample;
    std::size_t feature;
    float value;
};

/// A file as it was read: sparse.
struct Sparse {
    std::vector<double> labels;
    std::vector<Entry> entries;
    std::size_t features = 0;
};

constexpr std::string_view blank = " \t\r";

/// Takes the next word off the front of the line. Empty at its end.
std::string_view next_word(std::string_view& line) {
    line.remove_prefix(std::min(line.find_first_not_of(blank), line.size()));
    auto const word = line.substr(0, line.find_first_of(blank));
    line.remove_prefix(word.size());
    return word;
}

/// The whole word, as a finite number.
template <class Number>
std::optional<Number> number(std::string_view word) {
    if (word.starts_with('+')) word.remove_prefix(1);
    Number value{};
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size() || !std::isfinite(static_cast<double>(value)))
        return {};
    return value;
}

/// Adds the line's sample. Returns what is wrong with it, or nothing.
std::string parse(std::string_view line, Sparse& sparse) {
    auto const label_word = next_word(line);
    auto const label = number<double>(label_word);
    if (!label) return fmt::format("'{}' is no label: a line begins with a number", label_word);
    std::size_t last = 0;
    for (auto word = next_word(line); !word.empty(); word = next_word(line)) {
        auto const colon = std::min(word.find(':'), word.size());
        auto const index = number<std::uint32_t>(word.substr(0, colon));
        auto const value = number<float>(word.substr(std::min(colon + 1, word.size())));
        if (!index || !value) return fmt::format("'{}' is not index:value, two finite numbers", word);
        if (*index <= last) return fmt::format("index {} follows {}: indices begin with 1 and ascend", *index, last);
        last = *index;
        sparse.entries.push_back({sparse.labels.size(), last - 1, *value});
    }
    sparse.features = std::max(sparse.features, last);
    sparse.labels.push_back(*label);
    return {};
}

Sparse read(std::filesystem::path const& file) {
    auto const bytes = read_file(file);
    std::string_view text{reinterpret_cast<char const*>(bytes.data()), bytes.size()};
    if (text.starts_with("BZh")) throw BadFile{file, "is packed by bzip2: unpack it first, with bunzip2"};
    Sparse sparse;
    for (std::size_t line_number = 1; !text.empty(); ++line_number) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        line = line.substr(0, line.find('#'));  // a comment
        if (line.find_first_not_of(blank) == std::string_view::npos) continue;
        if (auto const wrong = parse(line, sparse); !wrong.empty())
            throw BadFile{file, fmt::format("line {}: {}", line_number, wrong)};
    }
    if (sparse.labels.empty()) throw BadFile{file, "has no samples: a line is a label, then index:value pairs"};
    return sparse;
}

Dataset dense(std::filesystem::path const& file, Sparse const& sparse, std::size_t features,
              std::vector<double> const& labels) {
    constexpr std::size_t most = std::size_t{1} << 32U;  // bytes
    if (features > most / sizeof(float) / sparse.labels.size())
        throw BadFile{file,
                      fmt::format("{} samples of {} features need more than 4 GiB as a dense table, the only form "
                                  "that is supported: choose a set of fewer features",
                                  sparse.labels.size(), features)};
    Dataset set{{1, 1, features}, labels.size(), {}, {}, std::vector<float>(sparse.labels.size() * features)};
    for (auto const& entry : sparse.entries)
        set.values[entry.sample * features + entry.feature] = entry.value;
    for (auto const label : sparse.labels) {
        auto const at = std::ranges::lower_bound(labels, label);
        if (at == labels.end() || *at != label)
            throw BadFile{file, fmt::format("has label {}, which the training file has not", label)};
        set.labels.push_back(static_cast<std::uint8_t>(at - labels.begin()));
    }
    return set;
}

}  // namespace

Split read_libsvm(std::filesystem::path const& training, std::filesystem::path const& test) {
    auto const learned = read(training);
    auto const tested = read(test);
    auto const features = std::max({learned.features, tested.features, std::size_t{1}});
    std::set<double> const distinct{learned.labels.begin(), learned.labels.end()};
    constexpr std::size_t most = 256;  // a label is a byte
    if (distinct.size() > most)
        throw BadFile{training,
                      fmt::format("has {} different labels: a set for regression? A classification has 256 at "
                                  "most",
                                  distinct.size())};
    std::vector<double> const labels{distinct.begin(), distinct.end()};
    return {dense(training, learned, features, labels), dense(test, tested, features, labels)};
}

}  // namespace fl

#pragma once
/// Verdicts kept on file, and given again while everything that they depend on has the same content.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "grade/fingerprints.hpp"
#include "grade/verdict.hpp"

namespace hb::grade {

/// What a verdict depends on, each by its name: fingerprints of contents (src/verdict_inputs.hpp), numbers and words.
using Inputs = std::map<std::string, std::string>;

/// A folder with one JSON file for each verdict, named after the fingerprint of its inputs. Used from one thread, but
/// any number of processes may use one folder. What cannot be read, or is not what it should be, counts as not there;
/// what cannot be written is not kept: a store never stops a judgement.
class EvidenceStore {
public:
    /// `fingerprints`: the file in which the fingerprints of large files are remembered.
    EvidenceStore(std::filesystem::path folder, std::filesystem::path fingerprints)
        : folder_{std::move(folder)}, fingerprints_{std::move(fingerprints)} {}

    /// The verdict that was kept with exactly these inputs; its `unchanged_since` says when it was judged.
    [[nodiscard]] std::optional<Verdict> find(Inputs const& inputs) const;

    /// Keeps a pass or a fail, and nothing else. The files that nobody has asked for longest go when there are more
    /// than `most_verdicts`.
    void keep(Inputs const& inputs, Verdict const& verdict) const;

    /// A verdict takes a few kilobytes; this is a busy week's.
    static constexpr std::size_t most_verdicts = 500;

    /// For those who make out the inputs.
    [[nodiscard]] Fingerprints& fingerprints() { return fingerprints_; }

private:
    [[nodiscard]] std::filesystem::path place_of(Inputs const& inputs) const;
    void forget_oldest() const;

    std::filesystem::path folder_;
    Fingerprints fingerprints_;
};

}  // namespace hb::grade

#pragma once
/// The parts into which several processes have divided a search (src/search.hpp), in the order of depth first.

#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "explore/explore.hpp"

namespace hb::explore {

enum class PartState : std::uint8_t {
    waiting,
    running,
    dropped,  ///< what it would tell does not count: an earlier part has ended the search
    // As the runtime tells it (SearchEnd in src/explorer.hpp):
    done,
    bound,
    stopped,
    grew,
};

struct PartOfTree {
    std::vector<std::uint8_t> choices;
    std::vector<std::uint64_t> tried;
    std::uint64_t first = 0;  ///< of a search at random: the number of its first execution
    std::uint64_t count = 0;  ///< and how many there are
    PartState state = PartState::waiting;
    SearchSeen seen;
    double share = 0;
    std::size_t worker = 0;
    std::optional<std::size_t> failure = {};  ///< its number among those of the worker
    Schedule visibility = {};                 ///< switch points that came to light
};

class Parts {
public:
    using Place = std::list<PartOfTree>::iterator;

    /// Before `place`, in the order of depth first.
    void add(Place place, PartOfTree part);

    /// Below the last choice of `part` others are wanted in its place, unless one of those that are possible is tried.
    void want(PartOfTree part, std::uint64_t wanted, std::uint64_t possible);

    /// The one that waits for longest, to be run now; none if none does.
    [[nodiscard]] std::optional<Place> next();
    [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

    /// The first of all, if it is done: nothing can come before it any more.
    [[nodiscard]] std::optional<PartOfTree> take_first_done();

    /// What comes after this part does not count.
    void drop_after(Place place) { drop(std::next(place), list_.end()); }
    void drop_all_but(Place place);

    [[nodiscard]] Place end() { return list_.end(); }
    [[nodiscard]] std::list<PartOfTree> const& all() const { return list_; }

private:
    void note(PartOfTree const& part);
    void drop(Place first, Place last);

    std::list<PartOfTree> list_;
    std::deque<Place> waiting_;
    std::map<std::vector<std::uint8_t>, std::uint64_t> taken_;  ///< by dpor, after these choices
};

/// The commands of src/part_worker.cpp.
[[nodiscard]] std::string command_for(PartOfTree const& part, std::string const& search, Schedule visibility);

/// As src/report.hpp's report_given says it. None if it is not understood.
[[nodiscard]] std::optional<PartOfTree> read_part(std::string const& choices, std::string const& tried);

}  // namespace hb::explore

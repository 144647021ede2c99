#include "file_beside.hpp"

#include <unistd.h>

#include <fstream>

namespace hb::grade {

bool write_beside(std::filesystem::path const& place, std::string_view text) {
    std::error_code error;
    std::filesystem::create_directories(place.parent_path(), error);
    auto beside = place;
    beside += "." + std::to_string(::getpid()) + ".part";
    std::ofstream file{beside, std::ios::binary};
    file << text;
    file.close();
    if (file) std::filesystem::rename(beside, place, error);
    if (file && !error) return true;
    std::filesystem::remove(beside, error);
    return false;
}

}  // namespace hb::grade

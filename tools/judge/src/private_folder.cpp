#include "judge/private_folder.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "judge/error.hpp"

namespace hb::judge {

PrivateFolder::PrivateFolder() {
    auto const* chosen = std::getenv("TMPDIR");
    auto place = std::filesystem::absolute(chosen != nullptr && *chosen != '\0' ? chosen : "/tmp");
    std::error_code missing;  // said below, where the folder is made
    if (auto const real = std::filesystem::canonical(place, missing); !missing) place = real;
    auto name = (place / "happens-before-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw UserError{"No folder can be made in " + place.string() + ": " + std::strerror(errno) + ".",
                        "Free some space there, or set TMPDIR to a folder that you may write to."};
    }
    path_ = name;
}

PrivateFolder::~PrivateFolder() {
    std::error_code ignored;  // a folder that stays behind in the temporary folder does no harm
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace hb::judge

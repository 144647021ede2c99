#include "engine.hpp"

namespace hb::explore {

MadeEngine make_engine(EngineKind wanted) {
    MadeEngine made{nullptr, wanted};
    if (wanted == EngineKind::fibers) made.engine = make_fibers(made.why);
    if (made.engine) return made;
    made.kind = EngineKind::os_threads;
    made.engine = make_os_threads(made.why);
    return made;
}

}  // namespace hb::explore

// What staff say to the line from their own phones.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace warmline::routing {

enum class StaffCommand { on, on_break, off, acknowledge };
std::string_view to_string(StaffCommand command);  // "on", "break", "off", "ok"

// The command that is the whole of `text`, read as keyword() reads: ON, OFF, BREAK, OK (OKAY), and
// their words in each of the line's languages (es: ENTRO, SALGO, PAUSA or DESCANSO, VALE). None of
// them is one that a carrier acts on. Any bytes may come in; nothing throws.
std::optional<StaffCommand> staff_command(std::string_view text,
                                          std::span<const std::string> languages);

}  // namespace warmline::routing

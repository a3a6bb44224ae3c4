// The words of a line in a test: short, and each another.
#pragma once

#include "routing/line.hpp"

namespace warmline::test {

inline routing::StaffWording plain_staff_wording() {
  using enum routing::StaffText;
  routing::StaffWording wording;
  wording[code] = "Code {code}";
  wording[on] = "On, {waiting} wait";
  wording[on_break] = "On a break, {waiting} wait";
  wording[off] = "Off, {waiting} wait";
  wording[page_waiting] = "Page: {waiting} wait, the longest {minutes} min";
  wording[page_urgent] = "Page: urgent";
  wording[page_lapses] = "Page: lapses";
  wording[acknowledged] = "Thank you, {waiting} wait, the longest {minutes} min";
  wording[put_on_break] = "You are on a break";
  wording[shift_day_before] = "Your shift begins {begins}";
  wording[shift_soon] = "It begins {begins}";
  return wording;
}

inline routing::Wording plain_wording() {
  using enum routing::AutomaticText;
  return {.language = "en",
          .name = "English",
          .texts = {{welcome, "Welcome to {line}."},
                    {welcome_nobody_on, "Nobody is here right now."},
                    {short_staffed, "Few of us are here."},
                    {closed, "We open {opens}."},
                    {help, "Help is here."},
                    {forget_confirm, "Reply FORGET again to be forgotten."},
                    {menu, "Text a number:\n{choices}"},
                    {wish_noted, "Noted."},
                    {place_in_queue, "You are number {place}."},
                    {someone_else, "Someone else will answer."}},
          .opening = {.weekdays = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
                                   "Saturday"},
                      .pattern = "on {weekday} at {time12}",
                      .unknown = "later"},
          .staff = plain_staff_wording()};
}

}  // namespace warmline::test

#include "gateway/store/receipts.hpp"

namespace warmline::store::receipts {

bool add(Writing& store, const std::string& carrier, const std::string& carrier_id,
         const std::string& carrier_status, const KeptReceipt& receipt) {
  const FailureColumns why(receipt.failure);
  return store.db
             .query(
                 "INSERT INTO receipts (carrier, carrier_id, carrier_status, status, problem,"
                 " problem_code, problem_words, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                 " ON CONFLICT (carrier, carrier_id, carrier_status) DO NOTHING",
                 carrier, carrier_id, carrier_status, routing::to_string(receipt.status), why.code,
                 why.carrier_code, why.words, store.now)
             .run() > 0;
}

std::vector<KeptReceipt> of(Reading& store, const std::string& carrier,
                            const std::string& carrier_id) {
  auto rows = store.db.query(
      "SELECT status, problem, problem_code, problem_words FROM receipts"
      " WHERE carrier = ?1 AND carrier_id = ?2 ORDER BY at",
      carrier, carrier_id);
  std::vector<KeptReceipt> found;
  while (rows.next()) {
    found.push_back(
        {rows.get_word<routing::TextStatus>(0, routing::parse_text_status), read_failure(rows, 1)});
  }
  return found;
}

}  // namespace warmline::store::receipts

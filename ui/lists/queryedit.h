#pragma once

#include "models/textfilter.h"
#include "ui/widgets/searchfield.h"

#include <QStringListModel>

class QCompleter;

namespace Drover {

/// What a list can be filtered by: its keys, and what a key's column holds just now.
struct FilterKeys
{
    QStringList keys;
    QString bareWord; ///< where a word without a key is looked for, as a sentence
    std::function<QStringList(const QString& key)> values;
    bool only = true; ///< other keys are wrong; else they are part of a word
};

/// The filter field of a list: the terms in their colours, a wrong one underlined with what is wrong and
/// where, the number of matches, and after `key:` the values to choose from (Ctrl+Space: the keys). Owned by
/// its pane; UI thread.
class QueryEdit : public SearchField
{
    Q_OBJECT
public:
    explicit QueryEdit(const QString& placeholder, QWidget* parent = nullptr);

    void setKeys(const FilterKeys& keys);
    /// The last filter that could be understood.
    [[nodiscard]] const TextFilter& filter() const { return m_filter; }
    /// Said in the field while something is typed.
    void setMatches(int rows);

signals:
    /// Not while something in it is wrong: the last good one stays.
    void filterChanged(const Drover::TextFilter& filter);
    /// What is wrong and where, in words; empty when nothing is.
    void problemChanged(const QString& words);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] TextFilter parsed() const;
    void read();
    void paintTokens(const TextFilter& typed);
    void tell(const TextFilter& typed);
    void offer(bool keysToo);
    void complete(const QString& choice);

    FilterKeys m_keys;
    TextFilter m_filter;
    QString m_help; ///< the tool tip while nothing is wrong
    bool m_wrong = false;
    int m_matches = -1;
    QStringListModel m_choices;
    QCompleter* m_completer;
    int m_replaceFrom = 0; ///< what the chosen word takes the place of, up to the cursor
};

} // namespace Drover

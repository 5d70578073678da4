#pragma once

#include "models/bulkrules.h"

#include <QHash>
#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QPushButton;

namespace Drover {

class ElidedLabel;

/// How many of what are chosen.
struct BulkChoice
{
    int chosen = 0;
    int matching = 0;
    int clusters = 0;
    std::array<BulkOutlook, BulkVerbCount> outlooks{};
};

/// Slides in below a list while rows are chosen: how many, and what can be done to all of them, with what
/// would be left out said before anything is pressed. Owned by its pane; UI thread.
class BulkBar : public QWidget
{
    Q_OBJECT
public:
    explicit BulkBar(QWidget* parent = nullptr);

    void setChoice(const BulkChoice& choice);
    /// Whatever else can be done to the choice goes here.
    [[nodiscard]] QMenu* moreMenu() const { return m_more; }

signals:
    void verbChosen(Drover::BulkVerb verb);
    void allWanted();
    void noneWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addButton(BulkVerb verb, const char* name);
    void addToMenu(BulkVerb verb, const char* name);
    void tell(BulkVerb verb);

    BulkChoice m_choice;
    QLabel* m_count;
    ElidedLabel* m_where;
    QPushButton* m_all;
    ElidedLabel* m_outlook;
    QHash<QObject*, BulkVerb> m_verbs; ///< buttons and menu entries
    QMenu* m_more;
};

} // namespace Drover

#pragma once

#include "models/attention.h"
#include "ui/shell/objectactions.h"

#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace Drover {

/// What is the matter, in a few words.
[[nodiscard]] QString attentionText(const AttentionItem& item);

class ElidedLabel;
class IconLabel;

/// What waits for a person: the thing, what happened, the details, and what helps as links. Refilled by the
/// page; UI thread.
class AttentionList : public QWidget
{
    Q_OBJECT
public:
    AttentionList(const WindowContext& context, ObjectActions& actions, QWidget* parent = nullptr);

    void refresh();
    [[nodiscard]] int itemCount() const { return m_items; }
    static constexpr int rowsShown = 3;

signals:
    void objectChosen(const QString& key);
    void logWanted(const QString& key, Drover::JobId job);

private:
    struct Row
    {
        QWidget* widget;
        IconLabel* icon;
        QPushButton* name;
        QLabel* age;
        ElidedLabel* what;
        ElidedLabel* detail;
        QPushButton* log;
        QPushButton* help;
        AttentionItem item;
    };
    [[nodiscard]] std::unique_ptr<Row> makeRow(int number);
    void fill(Row& row, const AttentionItem& item);
    void help(const Row& row);

    WindowContext m_context;
    ObjectActions& m_actions;
    QVBoxLayout* m_column;
    std::vector<std::unique_ptr<Row>> m_rows;
    QLabel* m_more;
    int m_items = 0;
};

} // namespace Drover

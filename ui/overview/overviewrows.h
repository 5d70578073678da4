#pragma once

#include "models/replica.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>
#include <memory>
#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace Drover {

class ElidedLabel;
class IconLabel;
class MiniBar;
class PoolBar;

/// Open operations with their progress. Refilled by the page; UI thread.
class OperationList : public QWidget
{
    Q_OBJECT
public:
    explicit OperationList(const WindowContext& context, QWidget* parent = nullptr);

    void refresh();
    static constexpr int rowsShown = 8;

signals:
    void objectChosen(const QString& key);

private:
    struct Row
    {
        QWidget* widget;
        IconLabel* icon;
        QPushButton* cluster;
        ElidedLabel* text;
        QLabel* started;
        QLabel* percent;
        MiniBar* bar;
        QString key;
    };
    [[nodiscard]] std::unique_ptr<Row> makeRow(int number);
    void fill(Row& row, const Operation& operation);

    WindowContext m_context;
    QVBoxLayout* m_column;
    std::vector<std::unique_ptr<Row>> m_rows;
    QLabel* m_nothing;
};

/// Each pool as a bar with what is Free and the least that should be. Refilled by the page; UI thread.
class PoolCapacity : public QWidget
{
    Q_OBJECT
public:
    explicit PoolCapacity(const WindowContext& context, QWidget* parent = nullptr);

    void refresh();

signals:
    void objectChosen(const QString& key);

private:
    struct Row
    {
        QWidget* widget;
        QPushButton* name;
        QLabel* total;
        IconLabel* icon;
        QLabel* free;
        PoolBar* bar;
        ElidedLabel* rest; ///< what is neither in use nor free
        QString key;
    };
    [[nodiscard]] std::unique_ptr<Row> makeRow(int number);

    WindowContext m_context;
    QVBoxLayout* m_column;
    std::vector<std::unique_ptr<Row>> m_rows;
};

} // namespace Drover

#pragma once

#include "engine/api/query.h"
#include "models/content/contenttreemodel.h"

#include <functional>

namespace Drover {

/// The parts of an object's page, in the order in which they are shown.
enum class DetailPart { About, Schema, Templates, Entries, Expansion, Params, Profiles, Needs, More };

struct DetailRow
{
    bool isPart = false;
    DetailPart part = DetailPart::About;
    int count = 0; ///< of a part: its rows
    QString name;  ///< a field's key, a param, an entry
    QString value;
    QString from; ///< where the value comes from
    bool secret = false;
    ContentKey target; ///< what opens from here
    bool operator==(const DetailRow&) const = default;
};

/// The words of an object's page; made by `ui/text`.
struct DetailWords
{
    std::function<QString(DetailPart part, int count)> part;
    std::function<QString(const QString& key)> field; ///< "Description", "default"
};

enum class DetailColumn { Name, Value, From };
inline constexpr int DetailColumnCount = int(DetailColumn::From) + 1;

/// An object of the content as a page to read: its fields, a param's schema, what a list expands to, values
/// with their source. UI thread.
class ContentDetailModel : public KeyedTreeModel<DetailRow>
{
    Q_OBJECT
public:
    explicit ContentDetailModel(DetailWords words, QObject* parent = nullptr);

    void show(const Answers::ContentObject& object);
    /// A profile of the writable layer.
    void show(const Profile& profile);
    void clear() { sync({}); }

    [[nodiscard]] const DetailRow& at(const QModelIndex& index) const { return rowAt(index); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    DetailWords m_words;
};

} // namespace Drover

using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Imaging;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Pictures out of a view's columns.</summary>
public static class ImageColumn
{
    /// <summary>The pictures of a column, one after the other as they are read: <c>ImageFile.SavePng(view.GetImages("Overlay").First(), path)</c>.</summary>
    /// <param name="data">The view.</param>
    /// <param name="columnName">
    /// A column of pictures of any size, or of float pixels 0 to 255, (height, width, channels) with 1, 3 or 4 channels; these are rounded (half to even) and clipped to bytes.
    /// </param>
    /// <exception cref="ArgumentException">There is no such column, or it holds no pictures.</exception>
    public static IEnumerable<Image> GetImages(this IDataView data, string columnName)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(columnName);
        return Read(data, Find(data.Schema, columnName, "GetImages"));
    }

    /// <summary>A column of pictures of either kind.</summary>
    internal static DataViewSchema.Column Find(DataViewSchema schema, string name, string wantedBy)
    {
        var column = Getters.Find(schema, name, wantedBy);
        if (column.Type is CnnImageDataViewType) return column;
        var (_, shape) = Columns.FloatVector(schema, name, wantedBy);
        return shape.Rank == 3 && shape[0] > 0 && shape[1] > 0 && shape[2] is 1 or 3 or 4
            ? column
            : throw new ArgumentException($"{wantedBy} needs pictures, (height, width, channels) with 1, 3 or 4 channels; the column '{name}' has the shape {shape}.");
    }

    /// <summary>Reads the picture of the row at which a cursor stands.</summary>
    internal static Func<Image> CreateReader(DataViewRow source, DataViewSchema.Column column)
    {
        if (column.Type is CnnImageDataViewType)
        {
            var getImage = source.GetGetter<Image>(column);
            return () =>
            {
                Image? image = null;
                getImage(ref image!);
                return image ?? throw new InvalidOperationException($"The column '{column.Name}' holds no picture in row {source.Position}.");
            };
        }

        var dimensions = ((VectorDataViewType)column.Type).Dimensions;
        var pixels = new FloatImage(dimensions[0], dimensions[1], dimensions[2]);
        var getPixels = source.GetGetter<VBuffer<float>>(column);
        VBuffer<float> buffer = default;
        return () =>
        {
            getPixels(ref buffer);
            buffer.CopyTo(pixels.Pixels);
            return pixels.ToBytes();
        };
    }

    private static IEnumerable<Image> Read(IDataView data, DataViewSchema.Column column)
    {
        using var cursor = data.GetRowCursor([column]);
        var read = CreateReader(cursor, column);
        while (cursor.MoveNextOrThrowCause()) yield return read();
    }
}

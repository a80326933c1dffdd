using System.Globalization;
using MlNetCnn.Keras;

namespace MlNetCnn;

/// <summary>Checks of the values that the components here read.</summary>
internal static class NetworkPixels
{
    /// <summary>Refuses pictures that the preprocessing is not for.</summary>
    public static void Check(ExplanationOptions options, Shape picture, string wantedBy)
    {
        if (options.Preprocessing is Preprocessing.Caffe or Preprocessing.Torch && (picture.Rank == 0 || picture[^1] != 3))
            throw new ArgumentException($"{wantedBy}: the preprocessing {options.Preprocessing} needs three channels last; the column '{options.Input}' holds pictures of the shape {picture}.");
    }

    /// <summary>Refuses a picture or a map that is not of numbers: what is made of it would not be either.</summary>
    public static void CheckFinite(ReadOnlySpan<float> values, string column, long row, string wantedBy)
    {
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{wantedBy}: row {row}, value {i} of the column '{column}' is {values[i]}; it must be a finite number."));
    }
}

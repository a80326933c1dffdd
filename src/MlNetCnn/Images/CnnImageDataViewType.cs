using Microsoft.ML.Data;
using MlNetCnn.Imaging;

namespace MlNetCnn;

/// <summary>Type of a column of pictures of any size (<see cref="Image"/>), as <c>LoadImages</c> without a size makes it.</summary>
public sealed class CnnImageDataViewType : StructuredDataViewType
{
    private CnnImageDataViewType()
        : base(typeof(Image)) { }

    /// <summary>The only instance.</summary>
    public static CnnImageDataViewType Instance { get; } = new();

    /// <inheritdoc/>
    public override bool Equals(DataViewType other) => other is CnnImageDataViewType;

    /// <inheritdoc/>
    public override string ToString() => "CnnImage";
}

namespace MlNetCnn.Imaging;

/// <summary>An operation on pictures: an immutable description that can be kept, compared and applied to many pictures.</summary>
public interface IImageOperation
{
    /// <summary>Applies the operation; the source is not changed.</summary>
    /// <param name="source">Any picture.</param>
    /// <returns>A new picture that shares no memory with the source.</returns>
    Image Apply(Image source);
}

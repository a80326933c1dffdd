namespace MlNetCnn.Tool.PhotoSets;

/// <summary>What to do with a picture that cannot be read.</summary>
internal enum BadPhotos
{
    /// <summary>End with an error that names it.</summary>
    Fail,

    /// <summary>Leave it out and say so.</summary>
    Skip,
}

namespace MlNetCnn.Explain;

/// <summary>What <see cref="Occlusion"/> covers pictures with.</summary>
public enum OcclusionFill
{
    /// <summary>One value: <see cref="Occlusion.FillValue"/>.</summary>
    Value,

    /// <summary>The picture's own mean, channel by channel.</summary>
    PictureMean,
}

using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>A file with the weights of the first layers of a base alone, as of a download that was cut to them.</summary>
internal static class PartOfBase
{
    /// <summary>The last layer that the file has weights for; its batch normalization and activation follow.</summary>
    public const string Last = "conv_pw_2_relu";

    public static string Write(string path)
    {
        Part().Save(path);
        return path;
    }

    /// <summary>The same weights without the network.</summary>
    public static string WriteWeights(string path)
    {
        Part().SaveWeights(path);
        return path;
    }

    private static Model Part()
    {
        var model = Applications.MobileNet(includeTop: false, [32, 32, 3], alpha: 0.25);
        model.InitializeWeights(5);
        return model.UpTo(Last);
    }
}

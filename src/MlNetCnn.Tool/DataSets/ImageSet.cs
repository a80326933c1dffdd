namespace MlNetCnn.Tool.DataSets;

/// <summary>A published set of small pictures.</summary>
/// <param name="Name">What the summary calls it.</param>
/// <param name="Classes">Names of the classes, by number.</param>
/// <param name="Train">Pictures to learn from.</param>
/// <param name="Test">Pictures to judge the result by.</param>
internal sealed record ImageSet(string Name, IReadOnlyList<string> Classes, LabelledImages Train, LabelledImages Test)
{
    /// <summary>How much of the set is there, in words.</summary>
    public string InWords => $"{Train.InWords} training images, {Test.InWords} test images";

    /// <summary>Refuses labels that name no class.</summary>
    /// <exception cref="UserErrorException">One does; the message names the file and the place.</exception>
    public static void CheckLabels(ReadOnlySpan<byte> labels, int classes, string file)
    {
        for (var i = 0; i < labels.Length; i++)
            if (labels[i] >= classes) throw new UserErrorException($"'{file}': label {i} is {labels[i]}; there are {classes} classes, numbered from 0.");
    }
}

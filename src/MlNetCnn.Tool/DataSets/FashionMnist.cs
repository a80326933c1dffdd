namespace MlNetCnn.Tool.DataSets;

/// <summary>
/// Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017): 60,000 and 10,000 grey pictures of 28 x 28 pixels, ten kinds of clothes, as four idx files. Fewer pictures are taken as
/// the first of the set.
/// </summary>
internal static class FashionMnist
{
    public static IReadOnlyList<string> Classes { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <exception cref="UserErrorException">A file is missing or damaged; the message names it.</exception>
    public static ImageSet Load(string folder) => new("Fashion-MNIST", Classes, Part(folder, "train", 60_000), Part(folder, "t10k", 10_000));

    private static LabelledImages Part(string folder, string part, int published)
    {
        var (imagesFile, labelsFile) = (PublishedFiles.Require(folder, part + "-images-idx3-ubyte"), PublishedFiles.Require(folder, part + "-labels-idx1-ubyte"));
        var (shape, pixels) = IdxFile.Read(imagesFile, rank: 3);
        var (_, labels) = IdxFile.Read(labelsFile, rank: 1);
        if (shape[1] != 28 || shape[2] != 28) throw new UserErrorException($"'{imagesFile}' holds pictures of {shape[1]} x {shape[2]} pixels; Fashion-MNIST's are 28 x 28.");
        if (labels.Length != shape[0]) throw new UserErrorException($"'{labelsFile}' has {labels.Length} labels for the {shape[0]} pictures of '{imagesFile}'.");
        ImageSet.CheckLabels(labels, Classes.Count, labelsFile);
        return new LabelledImages(28, 28, 1, pixels, labels, Math.Max(published, labels.Length));
    }
}

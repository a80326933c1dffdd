using MlNetCnn.Keras.Pretrained;

namespace MlNetCnn.Keras;

/// <summary>
/// The weights that Keras publishes for its applications, as files in Keras's own cache (<c>keras.utils.get_file</c>): what Keras has downloaded serves here, and the other way round.
/// <c>Applications.Vgg16(weights: "imagenet")</c> takes them from here, and downloads what is missing.
/// </summary>
/// <remarks>
/// A file in the cache is checked against the hash that Keras publishes, where it publishes one (not for MobileNet and MobileNetV2), once a process and version of the file: that takes about two seconds for the
/// 550 MB of VGG16. Downloads come over https, whole or not at all: an interrupted one leaves <c>NAME.download</c>, which the next one takes up. Several processes may want the same file
/// at once: one downloads, the others wait.
/// </remarks>
public static class PretrainedWeights
{
    /// <summary>What <c>weights</c> of an application is for the published ones: <c>imagenet</c>.</summary>
    public const string ImageNet = "imagenet";

    /// <summary>The environment variable that switches downloads off: set to something but 0 or false, files come from the cache alone.</summary>
    public const string OfflineVariable = "MLNETCNN_OFFLINE";

    /// <summary>Keras's folder: <c>$KERAS_HOME/models</c>, else <c>~/.keras/models</c>. Where it cannot be written, files go to <c>/tmp/.keras/models</c>, as Keras's do.</summary>
    public static string DefaultFolder => KerasCache.Default.Folder;

    /// <summary>The names of ImageNet's 1000 classes, <c>imagenet_class_index.json</c>: what Keras's <c>decode_predictions</c> downloads, and <see cref="ImageNetClasses.Load"/> reads.</summary>
    public static PublishedWeights ClassIndex { get; } =
        new(new Uri("https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json"), true, "c2c37ea517e94d9795004a39431a14cb");

    /// <summary>The file for an application.</summary>
    /// <param name="application">The application.</param>
    /// <param name="includeTop">Whether the classifier of 1000 classes is wanted.</param>
    /// <param name="size">
    /// Height and width of the pictures, in pixels, where there are files for several; those for the default size serve for all others, as in Keras. Default null: the default size.
    /// </param>
    /// <exception cref="ArgumentException">Keras publishes none.</exception>
    public static PublishedWeights Of(ApplicationInfo application, bool includeTop, int? size = null)
    {
        ArgumentNullException.ThrowIfNull(application);
        var files = application.Weights.Where(w => w.IncludesTop == includeTop).ToList();
        return files.Find(w => w.Size == (size ?? application.DefaultSize)) ?? files.Find(w => w.Size is null || w.Size == application.DefaultSize)
            ?? throw new ArgumentException($"There are no published weights of {application} {(includeTop ? "with" : "without")} its top.", nameof(application));
    }

    /// <summary>Path of a file in the cache; null when it is not there. Nothing is downloaded.</summary>
    /// <param name="file">The file, e.g. <see cref="Of"/>.</param>
    /// <param name="folder">The folder; null for <see cref="DefaultFolder"/> and what stands in for it.</param>
    /// <exception cref="PretrainedWeightsException">It is there, but its hash is not the published one.</exception>
    public static string? Find(PublishedWeights file, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var cache = KerasCache.Default;
        foreach (var place in folder is null ? cache.Folders : [Path.GetFullPath(folder)])
        {
            var path = Path.Combine(place, file.FileName);
            if (!File.Exists(path)) continue;
            if (file.Hash is null || PublishedHash.Of(file, path) is var hash && PublishedHash.Matches(file, hash)) return path;
            throw new PretrainedWeightsException(
                file, place, $"'{path}' is incomplete, damaged or out of date: its hash is {hash}; published is {file.Hash}. Delete it, or let it be downloaded again (fetch-weights --again; {nameof(PretrainedOptions)}.{nameof(PretrainedOptions.Replace)}).");
        }

        return null;
    }

    /// <summary>Path of a file: from the cache, else downloaded into it.</summary>
    /// <param name="file">The file, e.g. <see cref="Of"/>.</param>
    /// <param name="options">Folder, limits, progress; null for the defaults.</param>
    /// <param name="cancellation">Ends a download; what came is kept and taken up another time.</param>
    /// <exception cref="PretrainedWeightsException">It is not there and cannot be downloaded, or its hash is wrong; the message says which file to put where.</exception>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static string Fetch(PublishedWeights file, PretrainedOptions? options = null, CancellationToken cancellation = default) =>
        // On a thread of the pool, so that no context of the caller's can stand still for it.
        Task.Run(() => FetchAsync(file, options, cancellation), cancellation).GetAwaiter().GetResult();

    /// <summary>Path of a file: from the cache, else downloaded into it; as <see cref="Fetch"/>.</summary>
    /// <param name="file">The file, e.g. <see cref="Of"/>.</param>
    /// <param name="options">Folder, limits, progress; null for the defaults.</param>
    /// <param name="cancellation">Ends a download; what came is kept and taken up another time.</param>
    /// <exception cref="PretrainedWeightsException">It is not there and cannot be downloaded, or its hash is wrong; the message says which file to put where.</exception>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<string> FetchAsync(PublishedWeights file, PretrainedOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new PretrainedOptions();
        options.Validate();
        if (!options.Replace && Find(file, options.Folder) is { } found) return found;
        var cache = KerasCache.Default;
        var wanted = options.Folder is { } asked ? Path.GetFullPath(asked) : cache.Folder;
        if (!options.MayDownload)
        {
            var why = options.Download is false ? $"{nameof(PretrainedOptions)}.{nameof(PretrainedOptions.Download)} is false" : $"the environment variable {OfflineVariable} is set";
            throw new PretrainedWeightsException(file, wanted, $"{file.FileName} is not in '{wanted}', and it is not downloaded, as {why}.");
        }

        string folder;
        try
        {
            folder = options.Folder is null ? cache.WritableFolder() : Directory.CreateDirectory(wanted).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PretrainedWeightsException(file, wanted, $"{file.FileName} is not in '{wanted}', and that folder cannot be written: {e.Message}", e);
        }

        var path = await new Download(file, folder, options).RunAsync(cancellation).ConfigureAwait(false);
        return options.Replace ? path : Find(file, folder)!;
    }
}

using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetCnn.Imaging;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.ImagesFromDirectory</c>.</summary>
public static class ImagesFromDirectoryCatalog
{
    /// <summary>
    /// Lists the pictures of a folder that has one folder per class, as Keras's <c>image_dataset_from_directory</c> does: columns <c>ImagePath</c>
    /// (text) and <c>Label</c>, ordered by class and path. Files and folders whose names start with a dot are passed over. No picture is read.
    /// </summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ArgumentException">It has no class folders or no pictures, or settings are wrong.</exception>
    public static IDataView ImagesFromDirectory(this CnnCatalog cnn, string folder, ImagesFromDirectoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new ImagesFromDirectoryOptions();
        options.Validate();
        var (classes, files) = ImageFolder.List(folder, options);
        if (options.BadImages == BadImages.Skip) files = LeaveOutDamaged(cnn, folder, files, options.Skipped);
        return options.LabelMode switch
        {
            LabelMode.Binary => cnn.Context.Data.LoadFromEnumerable(files.Select(f => new BinaryRow { ImagePath = f.Path, Label = f.Class == 1 }).ToArray()),
            LabelMode.None => cnn.Context.Data.LoadFromEnumerable(files.Select(f => new UnlabelledRow { ImagePath = f.Path }).ToArray()),
            _ => cnn.Context.Data.LoadFromEnumerable(files.Select(f => new CategoricalRow { ImagePath = f.Path, Label = classes[f.Class] }).ToArray()),
        };
    }

    private static List<(string Path, int Class)> LeaveOutDamaged(CnnCatalog cnn, string folder, List<(string Path, int Class)> files, IProgress<BadImage>? skipped)
    {
        var reasons = new string?[files.Count];
        Parallel.For(0, files.Count, i =>
        {
            try
            {
                ImageFile.Load(files[i].Path);
            }
            catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
            {
                reasons[i] = e.Message;
            }
        });

        using var channel = ((IHostEnvironment)cnn.Context).Register("MlNetCnn.ImagesFromDirectory").Start("Check");
        for (var i = 0; i < files.Count; i++)
        {
            if (reasons[i] is not { } reason) continue;
            channel.Warning(MessageSensitivity.UserData, "Left out: {0}", reason);
            skipped?.Report(new BadImage(files[i].Path, reason));
        }

        var good = files.Where((_, i) => reasons[i] is null).ToList();
        return good.Count > 0 ? good : throw new ArgumentException($"None of the {files.Count} files below '{folder}' can be read as a picture; the first: {reasons[0]}");
    }

    private sealed class CategoricalRow
    {
        public string ImagePath { get; set; } = "";

        public string Label { get; set; } = "";
    }

    private sealed class BinaryRow
    {
        public string ImagePath { get; set; } = "";

        public bool Label { get; set; }
    }

    private sealed class UnlabelledRow
    {
        public string ImagePath { get; set; } = "";
    }
}

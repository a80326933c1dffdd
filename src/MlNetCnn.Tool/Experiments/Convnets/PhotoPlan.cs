using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>Reads the photos of a training.</summary>
internal static class PhotoPlan
{
    /// <summary>The photos of a folder; few of them in a smoke run, those that cannot be read left out where so chosen.</summary>
    /// <exception cref="UserErrorException">The folder holds no such photos, or a class lacks them; the message says which.</exception>
    public static PhotoData Read(string folder, int size, RunSettings settings, IDisplay display, CancellationToken cancellation)
    {
        var photos = PhotoSetReader.Read(folder);
        if (settings.Smoke) photos = photos.Small(train: 16, validation: 8, test: 8);
        if (settings.BadPhotos == BadPhotos.Skip) photos = PhotoSetReader.Require(PhotoCheck.LeaveOutBad(photos, display, cancellation), folder);
        return new PhotoData(photos, size);
    }
}
